// Everyone who is logged in, as the server counts them, and the request that logs them out.
import { ApiClient, useNotice, ViewHelpers, type ActionProps, type ActionResponse } from 'adminjs'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import { problemIn, problemOf } from '../password/problem-in.js'
import {
  failed,
  usePassword,
  type Failure,
  type Hindrance,
  type PasswordRequests,
  type Purpose,
} from '../password/use-password.js'
import type { PasswordAnswer } from '../password/wire.js'
import type { EveryoneResponse } from './wire.js'

/** Whom "Log out everyone" concerns, and what is under way. */
export interface Everyone {
  /** Undefined until the server has answered, and if it refused. */
  readonly concerned: EveryoneResponse['singleSession'] | undefined
  readonly work: 'loading' | 'ending' | null
  /** What to ask for the password with; null while nothing needs it. */
  readonly dialog: PasswordRequests<EndEveryone>['dialog']
  /** Logs out, for a purpose that is shown if it takes the password. */
  readonly logOut: (request: EndEveryone, purpose: Purpose) => void
}

/** What the server is asked to do. */
export interface EndEveryone {
  readonly keepMe: boolean
}

/** What the server answers. */
type EveryoneAnswer = ActionResponse & Partial<PasswordAnswer>

const isFailure = (answer: EveryoneAnswer | Failure | undefined): answer is Failure =>
  answer !== undefined && 'is' in answer

/** Counts everyone, at once. */
export function useEveryone({ action, resource }: ActionProps): Everyone {
  const [concerned, setConcerned] = useState<Everyone['concerned']>()
  const [work, setWork] = useState<Everyone['work']>('loading')
  const notify = useNotice()
  const navigate = useNavigate()

  /** Sends a request and returns its answer, or that it failed; nothing if the session has ended. */
  const send = async (data?: EndEveryone): Promise<EveryoneAnswer | Failure | undefined> => {
    setWork(data ? 'ending' : 'loading')
    try {
      const request = { resourceId: resource.id, actionName: action.name }
      const sent = new ApiClient().resourceAction(data ? { ...request, data } : request)
      const answer: EveryoneAnswer = await sent.then(
        (got) => got.data,
        (error: unknown) => ({ passwordProblem: problemOf(error) }),
      )
      if (answer.notice?.type === 'error') return { is: 'failed', notice: answer.notice }
      if (answer.notice) notify(answer.notice)
      return answer
    } catch (error) {
      // If the session has ended, the watch of the tab does the rest.
      return isEndedError(error) ? undefined : failed(resource.id)
    }
  }

  const load = async (): Promise<void> => {
    const answer = await send()
    if (isFailure(answer)) notify(answer.notice)
    // What the handler of the action adds; an answer that AdminJS refused itself is without.
    setConcerned((answer as Partial<EveryoneResponse> | undefined)?.singleSession)
    setWork(null)
  }

  const { asked, dialog, start } = usePassword<EndEveryone>(async (data): Promise<Hindrance | undefined> => {
    const answer = await send(data)
    const hindrance = isFailure(answer) ? answer : problemIn(answer)
    if (hindrance || !answer || isFailure(answer)) setWork(null)
    else if (answer.redirectUrl !== undefined) window.location.assign(answer.redirectUrl)
    else navigate(new ViewHelpers().resourceUrl({ resourceId: resource.id }))
    return hindrance
  })

  useEffect(() => void load(), [])

  return {
    concerned,
    work: work ?? (asked && 'ending'),
    dialog,
    logOut: start,
  }
}
