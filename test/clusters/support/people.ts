// People at the panels of a cluster while something fails. Visitors stay logged in and keep requesting; regulars log in and
// out all the time, at one panel after the other, and remember what they were told.
import type { Answer, BrowserClient } from '../../support/browser-client.js'
import { logIn, logOut } from '../../support/app.js'
import { guarantee } from '../../support/guarantee.js'
import { createUser, type TestUser } from '../../support/sessions.js'
import { SingleSessionError } from '../../../src/index.js'
import { at, untilAnswered, type Panel } from './panels.js'

const limit = guarantee('Exactly the limit')
const ended = guarantee('Ended is ended')
const failure = guarantee('A failure is never reported as success')
const harm = guarantee('Nobody else is harmed')

/** The promises of people: other parts of the tests count for them too. */
export const promisesOfPeople = { limit, ended, failure, harm }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Somebody who does something again and again. */
abstract class Person {
  #isDone = false
  #work = Promise.resolve()
  /** How often they were served. */
  served = 0

  start(): void {
    this.#isDone = false
    this.#work = this.#run()
  }

  async stop(): Promise<void> {
    this.#isDone = true
    await this.#work
  }

  /** Waits until they have been served so often again; says whether that was in time. */
  async isServed(times: number, withinMs: number): Promise<boolean> {
    const [wanted, endsAt] = [this.served + times, performance.now() + withinMs]
    while (this.served < wanted && performance.now() < endsAt) await pause(10)
    return this.served >= wanted
  }

  async #run(): Promise<void> {
    while (!this.#isDone) {
      await this.step()
      await pause(5)
    }
  }

  protected abstract step(): Promise<void>
}

/** Stays logged in, and asks for a page. */
export class Visitor extends Person {
  readonly #browser: BrowserClient
  readonly name: string

  constructor(browser: BrowserClient, name: string) {
    super()
    this.#browser = browser
    this.name = name
  }

  static async at(panel: Panel, name: string): Promise<Visitor> {
    const user = await createUser(panel.app.prisma, name)
    return new Visitor(await panel.app.browserOf(user.name), name)
  }

  protected async step(): Promise<void> {
    const answer = await this.#browser.get('/admin')
    if (isFailure(answer, `a page of ${this.name}`)) return
    this.served += 1
    harm.equal(answer.status, 200, `the page of ${this.name}, who is logged in`)
  }
}

/** Logs in and out. Knows which session is live, which have ended, and of which nobody can say. */
export class Regular extends Person {
  readonly #panels: readonly Panel[]
  readonly #user: TestUser
  readonly #ended: BrowserClient[] = []
  #unsure: BrowserClient[] = []
  #live: BrowserClient | null = null
  #steps = 0

  constructor(panels: readonly Panel[], user: TestUser) {
    super()
    this.#panels = panels
    this.#user = user
  }

  static async among(panels: readonly Panel[], name: string): Promise<Regular> {
    const [first] = panels
    if (!first) throw new Error('There are no panels')
    return new Regular(panels, await createUser(first.app.prisma, name))
  }

  /** What is left is what they were told. Then they log in once more, at each panel. */
  async verify(): Promise<void> {
    const { name, id } = this.#user
    if (this.#live) harm.equal(await isIn(this.#live), true, `${name} is still logged in, as they were told`)
    await this.#verifyEnded()
    for (const panel of this.#panels) {
      const links = await panel.app.prisma.userSession.count({ where: { userId: id } })
      limit.check(links <= 1, `${name} has ${String(links)} sessions`)
      let tries = 0
      const next = panel.app.browser()
      const answer = await untilAnswered(() => ((tries += 1), logIn(next, name)))
      failure.equal(answer.status, 302, `a login of ${name} afterwards`)
      failure.check(tries <= 3, `a login of ${name} afterwards took ${String(tries)} tries`)
      this.#noteLogin(next)
    }
    await this.#verifyEnded()
    const [link, ...more] = await this.#panel().app.prisma.userSession.findMany({ where: { userId: id } })
    limit.check(link !== undefined && more.length === 0, `${name} has ${String(more.length)} sessions more than one`)
  }

  async #verifyEnded(): Promise<void> {
    const inside = await Promise.all(this.#ended.map(isIn))
    for (const one of inside) ended.equal(one, false, `a session of ${this.#user.name} that ended is in`)
  }

  protected async step(): Promise<void> {
    this.#steps += 1
    const kind =
      this.#live === null ? 'log in' : (['log in', 'log in', 'log out', 'is ended'] as const)[this.#steps % 4]
    if (kind === 'log out') await this.#logOut()
    else if (kind === 'is ended') await this.#isEnded()
    else await this.#logIn()
  }

  async #logIn(): Promise<void> {
    const next = this.#panel().app.browser()
    const answer = await logIn(next, this.#user.name)
    if (isFailure(answer, 'a login')) {
      this.#isUnsure()
      return
    }
    failure.equal([answer.status, answer.location], [302, '/admin'], 'a login')
    const before = this.#live
    this.#noteLogin(next)
    this.served += 1
    if (!before) return
    // At the next panel, and at once.
    const there = await at(this.#panel(1), before).get('/admin')
    if (!isFailure(there, 'a page of a session that ended'))
      ended.equal(there.location, '/admin/login', 'where a session goes that was replaced')
  }

  async #logOut(): Promise<void> {
    const live = this.#live
    if (!live) return
    const old = live.copy()
    const answer = await logOut(at(this.#panel(), live))
    this.#live = old
    if (isFailure(answer, 'a logout')) {
      this.#isUnsure()
      return
    }
    failure.equal(answer.status, 302, 'a logout')
    this.#noteEnd()
  }

  async #isEnded(): Promise<void> {
    try {
      await this.#panel().app.singleSession.endSessions(this.#user.id)
      this.#noteEnd()
    } catch (error) {
      const code = error instanceof SingleSessionError ? error.code : String(error)
      failure.equal(code, 'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE', 'the failure of endSessions')
      this.#isUnsure()
    }
  }

  #noteLogin(next: BrowserClient): void {
    this.#noteEnd()
    this.#live = next
  }

  #noteEnd(): void {
    this.#ended.push(...this.#unsure, ...(this.#live ? [this.#live] : []))
    this.#unsure = []
    this.#live = null
  }

  /** It failed, or it was done and nobody could say so any more. */
  #isUnsure(): void {
    if (this.#live) this.#unsure.push(this.#live)
    this.#live = null
  }

  #panel(offset = 0): Panel {
    const panel = this.#panels[(this.#steps + offset) % this.#panels.length]
    if (!panel) throw new Error('There are no panels')
    return panel
  }
}

/** Whether the answer says that the database is unavailable, in the way in which it has to. */
function isFailure(answer: Answer, what: string): boolean {
  if (answer.status !== 503) return false
  failure.equal(answer.headers.get('retry-after'), '5', `the Retry-After of ${what} that failed`)
  failure.check(!answer.headers.getSetCookie().join().includes('1970'), `${what} failed and took the cookie away`)
  return true
}

async function isIn(browser: BrowserClient): Promise<boolean | string> {
  const { status, location } = await untilAnswered(() => browser.get('/admin'))
  if (status === 200) return true
  return location === '/admin/login' ? false : `neither in nor out: ${String(status)}`
}
