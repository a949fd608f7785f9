// What an open tab knows of the end of its session: that it comes soon, that it has come, or that it is somebody else's now.
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { forgetTold } from '../ended/told-here.js'
import { HeldRequests } from './held-requests.js'
import { SessionWatch } from './watch-session.js'

/** The end of a session, as it comes near. */
export interface NearEnd {
  /** When, by `performance.now()`. */
  readonly endsAt: number
  /** Whether a use would move it. */
  readonly canStay: boolean
}

/** What `useSessionEnd` returns. */
export interface SessionEnd {
  /** The end if it is near, and nobody has waved the warning away. */
  readonly near: NearEnd | null
  /** Uses the session. Resolves with whether that succeeded. */
  readonly stay: () => Promise<boolean>
  /** Waves the warning away; one whose session has longer again, and then comes to its end, is a new one. */
  readonly dismiss: () => void
  /** Takes the warning away until the server says again that the end is near. */
  readonly hide: () => void
  /** Whether it has ended, as far as this page has to say so; or whether somebody else is logged in by now. */
  readonly state: 'live' | 'ended' | 'otherUser'
  /** Whether it has ended for all that is known, also when that was waved away. */
  readonly hasEnded: Readonly<RefObject<boolean>>
  /** Waves that away until there is something to save, and lets what could not be saved fail. */
  readonly giveUp: () => void
  /** Asks whether somebody is logged in again. */
  readonly check: () => void
}

/** What the session of a tab is about. */
export interface OwnSession {
  /** Where to ask for it. */
  readonly url: string
  readonly loginPath: string
  /** The user whose page it is; null if the page does not know. */
  readonly user: string | null
  /** Whether the page has something to lose, and stays where it is for that. */
  readonly isEdited: () => boolean
  /** Called when it has ended and there is nothing to lose. */
  readonly leave: () => void
}

/** Watches the session of a tab, and holds back what could not be done when it had ended. */
export function useSessionEnd({ url, loginPath, user, isEdited, leave }: OwnSession): SessionEnd {
  const [near, setNear] = useState<NearEnd | null>(null)
  const [state, setState] = useState<SessionEnd['state']>('live')
  const isDismissed = useRef(false)
  const watch = useRef<SessionWatch>()
  const [held] = useState(() => new HeldRequests())
  const hasEnded = useRef(false)
  const page = useRef({ isEdited, leave })
  page.current = { isEdited, leave }

  useEffect(() => held.attach(user), [held, user])

  useEffect(() => {
    watch.current = new SessionWatch(url, {
      onLive({ remainingMs, warningMs, canStay, user: current }, endsAt) {
        // What was entered in one user's page is never saved in the name of another.
        hasEnded.current = false
        // What there was to tell of an end has been told.
        forgetTold(loginPath)
        const isOther = user !== null && current !== null && current !== user
        setState(isOther ? 'otherUser' : 'live')
        if (!isOther) held.resume()
        const isNear = !isOther && remainingMs <= warningMs
        if (!isNear) isDismissed.current = false
        setNear(isNear && !isDismissed.current ? { endsAt, canStay } : null)
      },
      onEnded() {
        hasEnded.current = true
        setNear(null)
        if (held.hasChanges || page.current.isEdited()) setState('ended')
        else page.current.leave()
      },
    })
    return () => watch.current?.stop()
  }, [url, loginPath, user, held])

  const stay = useCallback(() => watch.current?.stay() ?? Promise.resolve(false), [])
  const check = useCallback(() => void watch.current?.check(), [])
  const hide = useCallback(() => {
    setNear(null)
  }, [])
  const dismiss = useCallback(() => {
    isDismissed.current = true
    setNear(null)
  }, [])
  const giveUp = useCallback(() => {
    setState('live')
    held.giveUp()
  }, [held])
  return { near, stay, dismiss, hide, state, hasEnded, giveUp, check }
}
