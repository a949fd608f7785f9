// What the tests of the promises look at: the sessions in the database, and every cookie that a browser ever got.
import type { PrismaClient } from '@prisma/client'
import { BrowserClient, type Answer } from './browser-client.js'

/** A user of a test's own. Their password is "secret". */
export interface TestUser {
  id: number
  /** What comes before "@example.com". */
  name: string
}

let userCount = 0

/** Creates a user whom no other test knows. */
export async function createUser(prisma: PrismaClient, name = `user${String((userCount += 1))}`): Promise<TestUser> {
  const create = () => prisma.user.create({ data: { email: `${name}@example.com`, passwordHash: 'secret' } })
  // A serializable database refuses one of two transactions that run at once, this one too. The second time others are ahead.
  const { id } = await create().catch((error: unknown) => {
    if ((error as { code?: unknown }).code === 'P2034') return create()
    throw error
  })
  return { id, name }
}

/** The session id in a browser's cookie, or an empty text. */
export function sidOf(browser: BrowserClient): string {
  return decodeURIComponent(browser.cookies.get('adminjs') ?? '').replace(/^s:(.*?)\..*$/, '$1')
}

/** The ids of the live sessions of these users. */
export async function liveSids(prisma: PrismaClient, ...users: TestUser[]): Promise<string[]> {
  const links = await prisma.userSession.findMany({
    where: { userId: { in: users.map(({ id }) => id) }, session: { expiresAt: { gt: new Date() } } },
  })
  return links.map(({ sid }) => sid).sort()
}

/** All sessions and links there are but one, to be compared with what there is later. */
export async function allSessions(prisma: PrismaClient, exceptSid = ''): Promise<unknown> {
  const [sessions, links] = await Promise.all([
    prisma.session.findMany({ where: { sid: { not: exceptSid } }, orderBy: { sid: 'asc' } }),
    prisma.userSession.findMany({ where: { sid: { not: exceptSid } }, orderBy: { sid: 'asc' } }),
  ])
  return { sessions, links }
}

/** Keeps every cookie that its browsers ever got. */
export class CookieLedger {
  readonly #origin: string
  readonly #cookies = new Set<string>()

  constructor(origin: string) {
    this.#origin = origin
  }

  /** A browser that has not been here before. */
  browser(): BrowserClient {
    return new WatchedBrowser(this.#origin, this.#cookies)
  }

  /** For each cookie a thief who has it, oldest first. */
  thieves(): BrowserClient[] {
    return [...this.#cookies].map((cookie) => {
      const thief = new BrowserClient(this.#origin)
      thief.cookies.set('adminjs', cookie)
      return thief
    })
  }
}

class WatchedBrowser extends BrowserClient {
  readonly #origin: string
  readonly #ledger: Set<string>

  constructor(origin: string, ledger: Set<string>) {
    super(origin)
    this.#origin = origin
    this.#ledger = ledger
  }

  override async request(path: string, init: RequestInit): Promise<Answer> {
    const answer = await super.request(path, init)
    const cookie = cookieOf(answer)
    if (cookie !== undefined) this.#ledger.add(cookie)
    return answer
  }

  override copy(): BrowserClient {
    const copy = new WatchedBrowser(this.#origin, this.#ledger)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }
}

/** The value of the session cookie that an answer sets. */
export function cookieOf(answer: Answer): string | undefined {
  return /^adminjs=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? '')?.[1]
}
