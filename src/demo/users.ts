// The people of the demo: their accounts, and who may log in.
import { randomUUID } from 'node:crypto'
import type { Database } from './database.js'
import { hashPassword, verifyPassword } from './password.js'

/** The password of every account that the demo makes. */
export const demoPassword = 'demo'

/** The accounts that the demo makes. */
export const accounts = [
  { email: 'root@example.com', isSuperuser: true, permissions: '' },
  { email: 'carol@example.com', isSuperuser: false, permissions: 'single_session.logout' },
  { email: 'dave@example.com', isSuperuser: false, permissions: 'single_session.logout_all' },
  { email: 'alice@example.com', isSuperuser: false, permissions: '' },
  { email: 'bob@example.com', isSuperuser: false, permissions: '' },
] as const

/** Makes the accounts that are not there. Those that are there stay as they are. */
export async function seedUsers(prisma: Database): Promise<void> {
  const emails = accounts.map(({ email }) => email)
  const existing = new Set((await prisma.user.findMany({ where: { email: { in: emails } } })).map(({ email }) => email))
  const missing = accounts.filter(({ email }) => !existing.has(email))
  const hashed = missing.map(async (account) => ({ ...account, passwordHash: await hashPassword(demoPassword) }))
  for (const user of await Promise.all(hashed)) {
    try {
      await prisma.user.create({ data: user })
    } catch (error) {
      // Another process was faster: the account is there.
      if ((error as { code?: unknown }).code !== 'P2002') throw error
    }
  }
}

/** Whether a value can be somebody's email address. */
export function isEmail(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 254 && /^[^\s\p{C}@]+@[^\s\p{C}@]+$/u.test(value)
}

/** What the panel knows of a user who is logged in. AdminJS sends it to the browser. */
export interface PanelUser {
  readonly id: number
  readonly email: string
  readonly isSuperuser: boolean
}

/** Returns the function that tells whom an email address and a password let in, or null. */
export function createAuthenticate(prisma: Database): (email: unknown, password: unknown) => Promise<PanelUser | null> {
  // Nobody's: an unknown address costs the time of a wrong password, so that the answer does not tell them apart.
  const decoy = hashPassword(randomUUID())

  return async (email, password) => {
    const user = isEmail(email)
      ? await prisma.user.findUnique({ where: { email }, omit: { passwordHash: false } })
      : null
    const right = await verifyPassword(password, user?.passwordHash ?? (await decoy))
    return user && right ? { id: user.id, email: user.email, isSuperuser: user.isSuperuser } : null
  }
}

/** Returns the function that tells whether a password is that of a user. */
export function createCheckPassword(prisma: Database): (user: { id: number }, password: string) => Promise<boolean> {
  return async ({ id }, password) => {
    const user = await prisma.user.findUnique({ where: { id }, omit: { passwordHash: false } })
    return user !== null && verifyPassword(password, user.passwordHash)
  }
}
