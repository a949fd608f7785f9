// Sends requests that people confirm first, or that may need their own password, and asks for it where the server says so.
// One dialog does both, and shows what goes wrong: a notice behind it would be dimmed.
import { useNotice, useTranslation, type NoticeMessage } from 'adminjs'
import { useEffect, useRef, useState } from 'react'
import type { PasswordDialogProps } from './password-dialog.js'
import type { PasswordProblem } from './wire.js'

/** What people confirm, or are asked the password for. */
export interface Purpose {
  /** The title of the dialog: what will be done. */
  readonly title: string
  /** The text of its button. */
  readonly label: string
  /** What it comes to: which sessions end, how many, and whose. It is asked about before anything is sent. */
  readonly confirm?: string
}

/** A request that was not done, and what is said of it. */
export interface Failure {
  readonly is: 'failed'
  readonly notice: NoticeMessage
}

/** What hindered a request. */
export type Hindrance = PasswordProblem | Failure

/** The failure of which nothing is known. */
export const failed = (resourceId?: string): Failure => ({
  is: 'failed',
  notice: { message: 'singleSessionFailed', type: 'error', ...(resourceId === undefined ? {} : { resourceId }) },
})

/** A request about which the dialog asks. */
interface Asked<Data> {
  readonly data: Data
  readonly purpose: Purpose
  /** Null until the server says that it takes the password. */
  readonly problem: PasswordProblem | null
  readonly failure: NoticeMessage | null
}

/** Requests that may need the password. */
export interface PasswordRequests<Data> {
  /** What is being asked about now. */
  readonly asked: Data | null
  /** What to render; null if nothing is asked. */
  readonly dialog: PasswordDialogProps | null
  readonly start: (data: Data, purpose: Purpose) => void
}

/** `send` sends a request, and says what hindered it. It rejects for nothing. */
export function usePassword<Data extends object>(
  send: (data: Data & { readonly password?: string }) => Promise<Hindrance | undefined>,
): PasswordRequests<Data> {
  const [asked, setAsked] = useState<Asked<Data> | null>(null)
  const [isWorking, setWorking] = useState(false)
  const { translateMessage } = useTranslation()
  const notify = useNotice()
  /** What had the focus before: the button may have been disabled meanwhile, and then the browser does not give it back. */
  const trigger = useRef<Element | null>(null)
  /** Counts what was begun and cancelled: an answer to a question that is gone asks nothing again. */
  const turn = useRef(0)

  const attempt = async (begun: Asked<Data>, isOpen: boolean, password?: string): Promise<void> => {
    const mine = (turn.current += 1)
    setWorking(true)
    const hindrance = await send(password === undefined ? begun.data : { ...begun.data, password })
    if (turn.current !== mine) return
    setWorking(false)
    if (hindrance?.is !== 'failed') setAsked(hindrance ? { ...begun, problem: hindrance, failure: null } : null)
    else if (isOpen) setAsked({ ...begun, failure: hindrance.notice })
    else notify(hindrance.notice)
  }

  const wasAsked = useRef(false)
  useEffect(() => {
    const isOver = wasAsked.current && asked === null
    wasAsked.current = asked !== null
    // It may be gone, with the session that it ended; then it does nothing.
    if (isOver && trigger.current instanceof HTMLElement) trigger.current.focus()
  }, [asked])

  return {
    asked: asked?.data ?? null,
    dialog: asked && {
      ...asked.purpose,
      problem: asked.problem,
      failure:
        asked.failure && translateMessage(asked.failure.message, asked.failure.resourceId, asked.failure.options),
      isWorking,
      onSubmit(password) {
        void attempt(asked, true, password)
      },
      onClose() {
        turn.current += 1
        setWorking(false)
        setAsked(null)
      },
    },
    start(data, purpose) {
      trigger.current = document.activeElement
      const begun = { data, purpose, problem: null, failure: null }
      if (purpose.confirm === undefined) void attempt(begun, false)
      else setAsked(begun)
    },
  }
}
