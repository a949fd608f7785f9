// A route of the app's own that does with its session what a test asks for, if need be late: a request waits, after its
// session was read or after its work was done, until the test lets it go on.
import express, { type Request } from 'express'
import type { SingleSession } from '../../src/index.js'
import type { Routes } from './app.js'
import type { Answer, BrowserClient } from './browser-client.js'

/** What a request is for. Paths are as in `cart.total`. */
export type Errand =
  | { do: 'look' | 'rotate' | 'destroy' | 'log out' | 'save' | 'reload' }
  | { do: 'write'; path: string; value: unknown }
  | { do: 'remove'; path: string }
  | { do: 'log in'; userId: number }

/** A request that is under way. */
export interface Late {
  /** Lets it go on; resolves with its answer. */
  finish(): Promise<Answer>
}

/** What a session holds, as `look` tells it. */
export type Held = Record<string, unknown> & { adminUser?: { id: number } }

interface Stop {
  arrive: () => void
  released: Promise<void>
}

type Order = Errand & { stop?: string; waits?: 'first' | 'last' }

/** The errands of one test. */
export class Errands {
  readonly #stops = new Map<string, Stop>()
  #count = 0

  /** Mounts the route. */
  readonly routes: Routes = (app, singleSession) => {
    app.post('/errand', express.json(), async (req, res) => {
      const order = req.body as Order
      const seen = JSON.stringify(req.session)
      if (order.waits === 'first') await this.#wait(order)
      await run(order, req, singleSession)
      if (order.waits === 'last') await this.#wait(order)
      res.type('json').send(seen)
    })
  }

  /** Sends a request, and answers with what its session held when it came. */
  send(browser: BrowserClient, errand: Errand): Promise<Answer> {
    return post(browser, errand)
  }

  /** Sends a request until its session has been read; what it is for, it does late. */
  begin(browser: BrowserClient, errand: Errand): Promise<Late> {
    return this.#hold(browser, errand, 'first')
  }

  /** Sends a request until it has done what it is for; it is answered late. */
  beginToAnswer(browser: BrowserClient, errand: Errand): Promise<Late> {
    return this.#hold(browser, errand, 'last')
  }

  /** What this browser's session holds. */
  async heldBy(browser: BrowserClient): Promise<Held> {
    const answer = await post(browser, { do: 'look' })
    if (answer.status !== 200) throw new Error(`could not look: ${String(answer.status)} ${answer.text}`)
    return answer.json() as Held
  }

  /** The id of the user who is logged in in this browser, or null. */
  async userIn(browser: BrowserClient): Promise<number | null> {
    return (await this.heldBy(browser)).adminUser?.id ?? null
  }

  async #hold(browser: BrowserClient, errand: Errand, waits: 'first' | 'last'): Promise<Late> {
    const stop = String((this.#count += 1))
    let [arrive, release] = [(): void => undefined, (): void => undefined]
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    this.#stops.set(stop, { arrive, released })
    const answer = post(browser, { ...errand, stop, waits })
    await Promise.race([arrived, answer])
    return { finish: () => (release(), answer) }
  }

  #wait({ stop = '' }: Order): Promise<void> | undefined {
    this.#stops.get(stop)?.arrive()
    return this.#stops.get(stop)?.released
  }
}

const post = (browser: BrowserClient, order: Order): Promise<Answer> =>
  browser.request('/errand', {
    method: 'POST',
    body: JSON.stringify(order),
    headers: { 'content-type': 'application/json' },
  })

async function run(errand: Errand, req: Request, singleSession: SingleSession): Promise<void> {
  switch (errand.do) {
    case 'look':
      return
    case 'rotate': {
      const { adminUser } = req.session
      await called((done) => req.session.regenerate(done))
      if (adminUser) req.session.adminUser = adminUser
      return
    }
    case 'destroy':
      return called((done) => req.session.destroy(done))
    case 'log out':
      return singleSession.logout(req)
    case 'log in':
      return singleSession.login(req, { id: errand.userId })
    case 'save':
      Object.assign(req.session, { saved: true })
      await called((done) => req.session.save(done))
      // Once more, as an app may that does not know of the first time.
      return called((done) => req.session.save(done))
    case 'reload':
      // A session that is not there any more cannot be loaded; the app goes on with what it has.
      await called((done) => req.session.reload(done)).catch(() => undefined)
      Object.assign(req.session, { reloaded: true })
      return
    case 'write':
      fieldOf(req, errand.path, (fields, key) => (fields[key] = errand.value))
      return
    case 'remove':
      fieldOf(req, errand.path, (fields, key) => Reflect.deleteProperty(fields, key))
  }
}

type Fields = Record<string, unknown>

function fieldOf(req: Request, path: string, change: (fields: Fields, key: string) => unknown): void {
  const keys = path.split('.')
  const key = keys.pop() ?? ''
  const fields = keys.reduce<Fields>((outer, name) => (outer[name] ??= {}) as Fields, req.session as unknown as Fields)
  change(fields, key)
}

function called(start: (done: (error?: unknown) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error instanceof Error) reject(error)
      else resolve()
    })
  })
}
