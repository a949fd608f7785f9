// The login page of AdminJS, which also says why the session of this browser has ended.
import { useTranslation } from 'adminjs'
import React, { useEffect, useRef, type ComponentType } from 'react'
import { dateAndTime } from '../ui/dates.js'
import { noticeProperty, type EndedNotice } from './wire.js'

declare global {
  interface Window {
    /** What the server gave the login page of AdminJS: of it, what is of interest here. */
    __APP_STATE__?: {
      /** The message that the page shows. */
      errorMessage?: string | null
      /** An `EndedNotice`, as the base64 of its JSON in UTF-8. */
      [noticeProperty]?: unknown
    }
  }
}

/** AdminJS's login page, with the reason why the session of this browser has ended. */
const LoginNotice = ({ OriginalComponent }: { OriginalComponent: ComponentType }) => {
  const { translateMessage, i18n } = useTranslation()
  const page = useRef<HTMLDivElement>(null)

  const state = window.__APP_STATE__
  const notice = readNotice(state?.[noticeProperty])
  if (state && notice) {
    const at = notice.at && dateAndTime(notice.at, i18n.language)
    const details = [at, notice.device, notice.ipAddress].filter(Boolean).join(' · ')
    // The original reads it from there while it renders, which is right after this.
    state.errorMessage = translateMessage(notice.message) + (details && ` (${details})`)
  }

  // The original shows its message as a mere box, which a screen reader would pass over in silence.
  useEffect(() => {
    const box = page.current?.querySelector<HTMLElement>('.adminjs_MessageBox')
    if (box && !box.role) box.role = 'alert'
    // A long notice would burst its frame, which has a fixed height, and a long address its box, on a phone.
    const frame = page.current?.querySelector<HTMLElement>('.login__Wrapper > :first-child')
    if (!notice || !box || !frame) return
    box.style.overflowWrap = 'anywhere'
    frame.style.minHeight = getComputedStyle(frame).height
    frame.style.height = 'auto'
  }, [])

  return (
    <div ref={page} style={{ display: 'contents' }}>
      <OriginalComponent />
    </div>
  )
}

/** The notice in what the server gave the page; none if it is anything else. */
function readNotice(encoded: unknown): EndedNotice | undefined {
  if (typeof encoded !== 'string') return undefined
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isNotice(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isNotice(value: unknown): value is EndedNotice {
  if (typeof value !== 'object' || value === null) return false
  // Each is looked at below.
  const { message, at, device, ipAddress } = value as Partial<Record<keyof EndedNotice, unknown>>
  return (
    typeof message === 'string' &&
    [at, device, ipAddress].every((detail) => detail === null || typeof detail === 'string')
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default LoginNotice
