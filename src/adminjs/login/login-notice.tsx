// The login page of AdminJS, which also says why the session of this browser has ended, and goes on by itself when its user
// logs in in another tab.
import React, { useLayoutEffect, useRef, useState, type ComponentType } from 'react'
import { decode } from '../ended/decode.js'
import { EndedBox } from '../ended/ended-box.js'
import { isNotice } from '../ended/told-here.js'
import type { EndedNotice } from '../ended/wire.js'
import { loginPathFrom, wayBackParameter } from '../way-back/wire.js'
import { factsOfPage } from './login-facts.js'
import { useGoOn } from './use-go-on.js'
import { useTold } from './use-told.js'
import { noticeProperty, type atLimitProperty, type factsProperty } from './wire.js'

declare global {
  interface Window {
    /** What the server gave the login page of AdminJS: of it, what is of interest here. */
    __APP_STATE__?: {
      /** The message that the page shows. */
      errorMessage?: string | null
      /** An `EndedNotice`, as the base64 of its JSON in UTF-8. */
      [noticeProperty]?: unknown
      /** An `AtLimitNotice`, likewise. */
      [atLimitProperty]?: unknown
      /** `LoginFacts`, likewise. */
      [factsProperty]?: unknown
      /** Where the page posts to. */
      action?: string
    }
  }
}

/** AdminJS's login page, with the reason why the session of this browser has ended. */
export const LoginNotice = ({ OriginalComponent }: { OriginalComponent: ComponentType }) => {
  const [state] = useState(preparePage)
  const page = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const notice = useTold(state.facts, state.notice)
  useGoOn(state.facts)

  // Into AdminJS's form, which has no place for it: what is in the box stays React's, and the box itself is never taken away.
  useLayoutEffect(() => {
    const form = page.current?.querySelector('form')
    if (box.current) form?.firstElementChild?.after(box.current)
  }, [])

  useLayoutEffect(() => {
    // AdminJS shows its message as a mere box, which a screen reader would pass over in silence.
    for (const message of page.current?.querySelectorAll<HTMLElement>('.adminjs_MessageBox') ?? [])
      message.role ??= 'alert'
    // Its frame has a fixed height, which a long notice would burst.
    const frame = page.current?.querySelector<HTMLElement>('.login__Wrapper > :first-child')
    if (!notice || frame?.style.minHeight !== '') return
    frame.style.minHeight = getComputedStyle(frame).height
    frame.style.height = 'auto'
  }, [notice])

  return (
    <div ref={page} style={{ display: 'contents' }}>
      <div ref={box}>{notice && <EndedBox notice={notice} wasntYouPath={state.facts?.wasntYouPath ?? ''} />}</div>
      <OriginalComponent />
    </div>
  )
}

/** Reads what the server gave the page, and changes of it what the original would show or do otherwise. */
function preparePage() {
  const page = window.__APP_STATE__ ?? {}
  const value = decode(page[noticeProperty])
  const notice: EndedNotice | null = isNotice(value) ? value : null
  // Ours says it, with all that is known.
  if (notice && page.errorMessage === notice.message) page.errorMessage = null
  // After a wrong password the page is AdminJS's own, which has forgotten where to go on.
  const wayBack = new URLSearchParams(window.location.search).get(wayBackParameter)
  if (page.action !== undefined && !page.action.includes('?')) page.action = loginPathFrom(page.action, wayBack)
  // Browsers carry it on through every redirect, and tell no server of it.
  if (page.action !== undefined) page.action += window.location.hash
  return { notice, facts: factsOfPage(page) }
}
