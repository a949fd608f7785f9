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

/** What `authenticate` returns: what the session holds, and AdminJS sends to the browser. */
export interface AuthenticatedUser {
  readonly id: number
  readonly email: string
  readonly isSuperuser: boolean
}

/**
 * Makes the accounts that are not there. Those that are there stay as they are. Says whether the database was a fresh one,
 * where it made the first of them: of several processes only one hears so.
 */
export async function seedUsers(prisma: Database): Promise<boolean> {
  let isFresh = false
  for (const account of accounts) {
    if (await prisma.user.findUnique({ where: { email: account.email } })) continue
    try {
      await prisma.user.create({ data: { ...account, passwordHash: await hashPassword(demoPassword) } })
      isFresh ||= account === accounts[0]
    } catch (error) {
      // Another process was faster: the account is there.
      if ((error as { code?: unknown }).code !== 'P2002') throw error
    }
  }
  return isFresh
}

/** Whether a value can be somebody's email address. */
export function isEmail(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 254 && /^[^\s\p{C}@]+@[^\s\p{C}@]+$/u.test(value)
}

/** Returns the function that tells whom an email address and a password let in, or null: AdminJS sends it to the browser. */
export function createAuthenticate(prisma: Database) {
  // Nobody's: an unknown address costs the time of a wrong password, so that the answer does not tell them apart.
  const decoy = hashPassword(randomUUID())
  return async (email: unknown, password: unknown): Promise<AuthenticatedUser | null> => {
    const query = isEmail(email) && { where: { email }, omit: { passwordHash: false } }
    const user = query ? await prisma.user.findUnique(query) : null
    const right = await verifyPassword(password, user?.passwordHash ?? (await decoy))
    return user && right ? { id: user.id, email: user.email, isSuperuser: user.isSuperuser } : null
  }
}

/** Returns the function that tells whether a password is that of a user. */
export function createCheckPassword(prisma: Database) {
  return async ({ id }: { id: number }, password: unknown): Promise<boolean> => {
    const user = await prisma.user.findUnique({ where: { id }, omit: { passwordHash: false } })
    return user !== null && verifyPassword(password, user.passwordHash)
  }
}
