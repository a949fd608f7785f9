// A modal dialog in the looks of AdminJS. The browser's own <dialog> keeps the focus in it, closes it on Escape and gives
// the focus back. The design system's Modal cannot: it takes itself out of the page and back at every rendering, and
// what had the focus in it loses it.
import { H5, ModalInline } from '@adminjs/design-system'
import React, { useId, useLayoutEffect, useRef, type ReactNode } from 'react'

/** What a dialog is about. */
export interface DialogProps {
  readonly title: string
  readonly variant: 'primary' | 'danger'
  /** Of one that interrupts: screen readers say what it is about at once. */
  readonly role?: 'alertdialog'
  /** The id of the text in it that is said together with the title. */
  readonly descriptionId?: string
  /** Called when it has been closed by a key. */
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A modal dialog. */
export const Dialog = ({ title, variant, role, descriptionId, onClose, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  // Before it leaves the page, so that the focus goes back to where it was.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      role={role}
      aria-labelledby={titleId}
      aria-describedby={descriptionId}
      onClose={onClose}
      data-css="single-session-dialog"
      style={{ padding: 0, border: 0 }}
    >
      <ModalInline variant={variant}>
        <H5 id={titleId}>{title}</H5>
        {children}
      </ModalInline>
    </dialog>
  )
}
