// Everyone who is logged in, as the server counts them, and the request that logs them out.
import { ApiClient, useNotice, ViewHelpers, type ActionProps, type ActionResponse } from 'adminjs'
import { useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import type { EveryoneResponse } from './wire.js'

/** Whom "Log out everyone" concerns, and what is under way. */
export interface Everyone {
  /** Undefined until the server has answered, and if it refused. */
  readonly concerned: EveryoneResponse['singleSession'] | undefined
  readonly work: 'loading' | 'ending' | null
  readonly logOut: (keepMe: boolean) => void
}

/** Counts everyone, at once. */
export function useEveryone({ action, resource }: ActionProps): Everyone {
  const [concerned, setConcerned] = useState<Everyone['concerned']>()
  const [work, setWork] = useState<Everyone['work']>('loading')
  const notify = useNotice()
  const navigate = useNavigate()

  /** Sends a request and returns its answer; nothing if it failed, which a notice says. */
  const send = async (data?: { keepMe: boolean }): Promise<ActionResponse | undefined> => {
    setWork(data ? 'ending' : 'loading')
    try {
      const request = { resourceId: resource.id, actionName: action.name }
      const answer = await new ApiClient().resourceAction(data ? { ...request, data } : request)
      if (answer.data.notice) notify(answer.data.notice)
      return answer.data
    } catch (error) {
      // If the session has ended, the watch of the tab does the rest.
      if (!isEndedError(error)) notify({ message: 'singleSessionFailed', type: 'error', resourceId: resource.id })
      return undefined
    }
  }

  const load = async (): Promise<void> => {
    const answer = await send()
    // What the handler of the action adds; an answer that AdminJS refused itself is without.
    setConcerned((answer as Partial<EveryoneResponse> | undefined)?.singleSession)
    setWork(null)
  }

  const confirm = async (keepMe: boolean): Promise<void> => {
    const answer = await send({ keepMe })
    if (answer?.redirectUrl !== undefined) window.location.assign(answer.redirectUrl)
    else if (answer && answer.notice?.type !== 'error')
      navigate(new ViewHelpers().resourceUrl({ resourceId: resource.id }))
    else setWork(null)
  }

  useEffect(() => void load(), [])

  return {
    concerned,
    work,
    logOut(keepMe) {
      void confirm(keepMe)
    },
  }
}
