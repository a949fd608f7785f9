// The list of who is online on the server: its pages, what is searched in it, what changes in it meanwhile, and the requests
// that end sessions in it.
import { ApiClient, useNotice } from 'adminjs'
import { useEffect, useState } from 'react'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import { problemIn, problemOf } from '../password/problem-in.js'
import { usePassword, type PasswordRequests, type Purpose } from '../password/use-password.js'
import type { PasswordProblem } from '../password/wire.js'
import { isForbiddenError } from './is-forbidden-error.js'
import { changesOf, withTimesOf } from './changes.js'
import { useVisibleInterval } from './use-visible-interval.js'
import { onlinePageName, type EndedOnline, type EndOnline, type OnlineList } from './wire.js'

/** How often the list is asked for again, in milliseconds, while somebody looks at it. */
const againAfterMs = 30_000

/** What part of the list is shown. */
export interface View {
  readonly search: string
  /** Where the pages begin that were turned to, the one that is shown last; none for the first page. */
  readonly places: readonly string[]
}

/** The list, and what can be done with it. */
export interface Online {
  /** Undefined until it is known; null for one who may not see it. */
  readonly list: OnlineList | null | undefined
  readonly view: View
  readonly isWorking: boolean
  /** How many sessions have come to this page, or gone from it, since it was loaded. */
  readonly changes: number
  /** Shows another part of the list, or the same as it is now. */
  readonly show: (view: View) => void
  /** Ends sessions, for a purpose that is shown if it takes the password. */
  readonly end: (sessions: string, purpose: Purpose) => void
  readonly dialog: PasswordRequests<EndOnline>['dialog']
}

/** Asks for a part of the list. `again`: by itself, which is no use of the session. */
async function load({ search, places }: View, again: boolean): Promise<OnlineList> {
  const after = places.at(-1)
  const part = search === '' ? (after === undefined ? {} : { after }) : { search }
  const params = { ...part, ...(again ? { again: 1 } : {}) }
  return (await new ApiClient().getPage<OnlineList>({ pageName: onlinePageName, params })).data
}

/** Loads the first page. `onAnswered` is called when a request to end sessions has been answered, whatever it says. */
export function useOnline(onAnswered: () => void): Online {
  const [view, setView] = useState<View>({ search: '', places: [] })
  const [list, setList] = useState<OnlineList | null>()
  const [changes, setChanges] = useState(0)
  const [isWorking, setWorking] = useState(true)
  const notify = useNotice()

  const fail = (error: unknown): void => {
    if (isForbiddenError(error)) setList(null)
    // If the session has ended, the watch of the tab does the rest.
    else if (!isEndedError(error)) notify({ message: 'singleSessionFailed', type: 'error' })
  }

  const show = async (wanted: View): Promise<void> => {
    setWorking(true)
    try {
      setList(await load(wanted, false))
      setView(wanted)
      setChanges(0)
    } catch (error) {
      fail(error)
    }
    setWorking(false)
  }

  const send = async (data: EndOnline): Promise<PasswordProblem | undefined> => {
    setWorking(true)
    let problem: PasswordProblem | undefined
    try {
      const answer = await post(data)
      problem = problemIn(answer)
      if ('notice' in answer) {
        notify(answer.notice)
        if (answer.redirectUrl !== undefined) window.location.assign(answer.redirectUrl)
        else await show(view)
      }
    } catch (error) {
      fail(error)
    }
    setWorking(false)
    onAnswered()
    return problem
  }
  const { dialog, start } = usePassword<EndOnline>(send)

  useEffect(() => void show(view), [])
  useNews(view, isWorking || dialog ? null : list, (shown, fresh) => {
    setChanges(changesOf(shown, fresh))
    setList(withTimesOf(shown, fresh))
  })

  return {
    ...{ list, view, changes, dialog },
    isWorking: isWorking || dialog !== null,
    show: (wanted) => void (isWorking || show(wanted)),
    end(sessions, purpose) {
      if (!isWorking) start({ sessions }, purpose)
    },
  }
}

/** Asks again and again for what is shown, while nothing else is under way. */
function useNews(
  view: View,
  list: OnlineList | null | undefined,
  onFresh: (shown: OnlineList, fresh: OnlineList) => void,
): void {
  useVisibleInterval(againAfterMs, () => {
    if (!list) return
    load(view, true).then(
      (fresh) => {
        onFresh(list, fresh)
      },
      // It is asked for again, and the watch of the tab says if the session has ended.
      () => undefined,
    )
  })
}

async function post(data: EndOnline): Promise<EndedOnline> {
  try {
    return (await new ApiClient().getPage<EndedOnline>({ pageName: onlinePageName, method: 'post', data })).data
  } catch (error) {
    if (isForbiddenError(error)) throw error
    return { passwordProblem: problemOf(error) }
  }
}
