// Why the session of this browser has ended, as the server says it to this tab or has said it to another one.
import { useEffect, useState } from 'react'
import { listenToTold, noticeOf } from '../ended/told-here.js'
import type { EndedNotice } from '../ended/wire.js'
import type { LoginFacts } from './wire.js'

/** What there is to tell; `notice` is what the server gave this page. */
export function useTold(facts: LoginFacts | undefined, notice: EndedNotice | null): EndedNotice | undefined {
  const key = facts?.key ?? null
  const loginPath = facts?.loginPath ?? ''
  const [told, setTold] = useState(() => noticeOf({ notice, key }, loginPath))

  useEffect(() => {
    // Of several tabs that came here at once, the server told one.
    const look = (): void => {
      setTold(noticeOf({ notice, key }, loginPath))
    }
    look()
    return listenToTold(look)
  }, [])

  return told
}
