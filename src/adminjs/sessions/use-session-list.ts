// A list of sessions on the server: its pages, and the requests that end sessions in it. What was ended stays where it was, as
// ended, until the list is read anew: no row moves under somebody's finger.
import { useNotice, type NoticeMessage } from 'adminjs'
import { useEffect, useState } from 'react'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import { failed, usePassword, type Hindrance, type PasswordRequests, type Purpose } from '../password/use-password.js'
import type { PasswordProblem } from '../password/wire.js'
import type { EndRequest, SessionPage } from './wire.js'

/** What the server answers. */
export interface ListAnswer<Page extends SessionPage = SessionPage> {
  /** The list as it is now; null if the one who asks may not see it; absent if the request was refused. */
  readonly list?: Page | SessionPage | null | undefined
  readonly notice?: NoticeMessage | undefined
  /** What hinders the request. */
  readonly problem?: PasswordProblem | undefined
  /** Where to go if the one who asks has ended their own session. */
  readonly redirectUrl?: string | undefined
}

/** A page is asked for, or sessions are ended. */
export type Work = 'page' | EndRequest

/** A list of sessions, and what can be done with it. */
export interface SessionList<Page extends SessionPage = SessionPage> {
  readonly list: Page | null | undefined
  /** The keys of the sessions in it that were ended since it was read. */
  readonly ended: ReadonlySet<string>
  /** How many sessions there are now. */
  readonly total: number
  /** What is under way, also while it is being asked about. */
  readonly work: Work | null
  /** What to ask with; null while there is nothing to ask. */
  readonly dialog: PasswordRequests<EndRequest>['dialog']
  readonly turnTo: (page: number) => void
  /** Ends sessions, for a purpose that is shown if it is asked about. */
  readonly end: (request: EndRequest, purpose: Purpose) => void
}

/** Loads the first page. `request` is sent for each page, and with what to end. */
export function useSessionList<Page extends SessionPage>(
  request: (page: number, end?: EndRequest) => Promise<ListAnswer<Page>>,
): SessionList<Page> {
  const [list, setList] = useState<Page | null>()
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set())
  const [total, setTotal] = useState(0)
  const [work, setWork] = useState<Work | null>('page')
  const notify = useNotice()

  const take = (answer: ListAnswer<Page>, end?: EndRequest): void => {
    if (answer.list === undefined) return
    setTotal(answer.list?.total ?? 0)
    if (end && list) setEnded(new Set([...ended, ...keysOf(list, end)]))
    else {
      // What a GET answers with is a whole page.
      setList(answer.list as Page | null)
      setEnded(new Set())
    }
  }

  const send = async (page: number, end?: EndRequest): Promise<Hindrance | undefined> => {
    setWork(end ?? 'page')
    try {
      const answer = await request(page, end)
      if (answer.notice?.type === 'error') return { is: 'failed', notice: answer.notice }
      if (answer.notice) notify(answer.notice)
      if (answer.redirectUrl !== undefined) window.location.assign(answer.redirectUrl)
      else if (!answer.problem) take(answer, end)
      return answer.problem
    } catch (error) {
      // If the session has ended, the watch of the tab does the rest.
      return isEndedError(error) ? undefined : failed()
    } finally {
      setWork(null)
    }
  }

  const { asked, dialog, start } = usePassword<EndRequest>((sessions) => send(list?.page ?? 1, sessions))
  const busyWith = work ?? asked

  const read = async (page: number): Promise<void> => {
    const hindrance = await send(page)
    if (hindrance?.is === 'failed') notify(hindrance.notice)
  }
  useEffect(() => void read(1), [])

  return {
    ...{ list, ended, total, dialog },
    work: busyWith,
    turnTo(page) {
      if (busyWith === null) void read(page)
    },
    end(sessions, purpose) {
      if (busyWith === null) start(sessions, purpose)
    },
  }
}

/** The sessions of a page that a request ended. */
const keysOf = ({ sessions }: SessionPage, end: EndRequest): string[] =>
  end.end === 'one'
    ? [end.key]
    : sessions.filter(({ isCurrent }) => end.end === 'all' || !isCurrent).map(({ key }) => key)
