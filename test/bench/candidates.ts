// What is compared: the same small app, with its sessions kept in three ways.

export const candidates = ['memory', 'plain', 'enforced'] as const
export type Candidate = (typeof candidates)[number]

/** Their names in tables and charts. */
export const titles: Readonly<Record<Candidate, string>> = {
  memory: 'express-session, MemoryStore',
  plain: 'express-session, PrismaSessionStore',
  enforced: 'adminjs-single-session',
}
