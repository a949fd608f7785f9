// A list of sessions on the server: its pages, and the requests that end sessions in it.
import { useNotice, type NoticeMessage } from 'adminjs'
import { useEffect, useState } from 'react'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import type { EndRequest, SessionPage } from './wire.js'

/** What the server answers. */
export interface ListAnswer<List extends SessionPage> {
  /** The list as it is now; null if the one who asks may not see it; absent if the request was refused. */
  readonly list: List | null | undefined
  readonly notice: NoticeMessage | undefined
  /** Where to go if the one who asks has ended their own session. */
  readonly redirectUrl?: string | undefined
}

/** A page is asked for, or sessions are ended. */
export type Work = 'page' | EndRequest

/** A list of sessions, and what can be done with it. */
export interface SessionList<List extends SessionPage> {
  readonly list: List | null | undefined
  /** What is under way. */
  readonly work: Work | null
  readonly turnTo: (page: number) => void
  readonly end: (request: EndRequest) => void
}

/** Loads the first page. `request` is sent for each page, and with what to end. */
export function useSessionList<List extends SessionPage>(
  request: (page: number, end?: EndRequest) => Promise<ListAnswer<List>>,
): SessionList<List> {
  const [list, setList] = useState<List | null>()
  const [work, setWork] = useState<Work | null>('page')
  const notify = useNotice()

  const send = async (page: number, end?: EndRequest): Promise<void> => {
    setWork(end ?? 'page')
    try {
      const answer = await request(page, end)
      if (answer.notice) notify(answer.notice)
      if (answer.redirectUrl !== undefined) {
        window.location.assign(answer.redirectUrl)
        return
      }
      if (answer.list !== undefined) setList(answer.list)
    } catch (error) {
      // If the session has ended, the watch of the tab does the rest.
      if (!isEndedError(error)) notify({ message: 'singleSessionFailed', type: 'error' })
    }
    setWork(null)
  }

  useEffect(() => void send(1), [])

  return {
    list,
    work,
    turnTo(page) {
      if (work === null) void send(page)
    },
    end(sessions) {
      if (work === null) void send(list && sessions.end === 'one' ? list.page : 1, sessions)
    },
  }
}
