// Holds back what AdminJS's client could not do because the session had ended, and sends it again once its user has logged in.
// The server does nothing of what it refuses for that, so nothing is done twice.
import { ApiClient } from 'adminjs'
import { isEndedError } from './is-ended-error.js'
import { userHeader, userInHeader } from './wire.js'

/** The methods of AdminJS's client that send; its others call these. */
const methods = ['resourceAction', 'recordAction', 'bulkAction', 'getDashboard', 'getPage'] as const

/** What is of interest here of what they are given. */
interface RequestOptions {
  readonly data?: unknown
  readonly method?: string
  readonly actionName?: string
  readonly recordId?: string
  readonly headers?: object
}

type Send = (this: ApiClient, options?: RequestOptions) => Promise<unknown>

interface Held {
  readonly isChange: boolean
  /** Ends the wait: it is sent again, or it fails. */
  readonly decide: (isSentAgain: boolean) => void
}

/** The requests of this tab that wait for a login. */
export class HeldRequests {
  readonly #held = new Set<Held>()

  /** Whether something is to be saved as soon as its user has logged in. */
  get hasChanges(): boolean {
    return [...this.#held].some(({ isChange }) => isChange)
  }

  /**
   * Makes AdminJS's client wait here when the session has ended, and lets its requests say that they are of a page of this
   * user. Returns what undoes that.
   */
  attach(user: string | null): () => void {
    // Each takes options of its own, and answers with a promise of its own: what goes in and out stays as it is.
    const prototype = ApiClient.prototype as unknown as Record<(typeof methods)[number], Send>
    const originals = methods.map((name) => [name, prototype[name]] as const)
    const own = user === null ? {} : { [userHeader]: userInHeader(user) }
    const sendOrHold = (request: () => Promise<unknown>, options: RequestOptions) => this.#send(request, options)
    for (const [name, original] of originals) {
      prototype[name] = function sendOrWait(options?: RequestOptions) {
        const ofUser = { ...options, headers: { ...options?.headers, ...own } }
        return sendOrHold(() => original.call(this, ofUser), ofUser)
      }
    }
    return () => {
      Object.assign(prototype, Object.fromEntries(originals))
    }
  }

  /** Sends all of them again: their user has logged in. */
  resume(): void {
    this.#decide(true)
  }

  /** Lets all of them fail. */
  giveUp(): void {
    this.#decide(false)
  }

  #decide(areSentAgain: boolean): void {
    for (const { decide } of this.#held) decide(areSentAgain)
    this.#held.clear()
  }

  async #send(request: () => Promise<unknown>, options: RequestOptions): Promise<unknown> {
    try {
      return await request()
    } catch (error) {
      if (!isEndedError(error)) throw error
      const isChange = options.data !== undefined || options.method?.toLowerCase() === 'post'
      const isSentAgain = await new Promise<boolean>((decide) => this.#held.add({ isChange, decide }))
      if (isSentAgain) return this.#send(request, options)
      const answer = isChange ? answerToForm(options) : undefined
      if (answer) return answer
      throw error
    }
  }
}

/**
 * What the form of a record is answered if it is not saved. An error would make it tell people to look into the console of
 * their browser; what it is given here is a refusal as the server's own are, which leaves it as it is.
 */
function answerToForm({ actionName, recordId = '' }: RequestOptions): object | undefined {
  if (actionName !== 'edit' && actionName !== 'new') return undefined
  const nothing = { title: '', baseError: null, recordActions: [], bulkActions: [] }
  const record = { id: recordId, ...nothing, params: {}, populated: {}, errors: {} }
  return { data: { notice: { message: 'singleSessionNotSaved', type: 'error' }, record } }
}
