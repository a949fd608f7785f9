// Notices that the user has entered something on this page that would be lost with it.
import { useEffect, useRef, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** Forms with nothing to lose in them: AdminJS's filter, and the dialogs of ours, which ask for a password at most. */
const disposable = 'form[data-css$="-filter-drawer"], dialog[data-css="single-session-dialog"], input[type="search"]'

/** What a click alone changes nothing in: it sets the cursor there, sends the form, or leads away. */
const unchangedByClick =
  'input:not([type]), input[type="text"], input[type="email"], input[type="password"], input[type="number"], input[type="url"], input[type="tel"], textarea, [contenteditable], label, [type="submit"], a[href]'

/** The keys that change something in what is no field of the browser's own: a list to choose from, say. */
const changingKeys = ['Enter', ' ', 'Backspace', 'Delete', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']

/**
 * Whether a form of this page has been edited. A form that is saved leads to another page. Checkboxes, lists, dates and uploads
 * of AdminJS are made of elements that tell nobody of a change: there a click, a key or a drop counts as one. That may take a
 * form for edited that is not, and none for unedited that is.
 */
export function useEditedForm(): Readonly<RefObject<boolean>> {
  const isEdited = useRef(false)
  const { pathname } = useLocation()

  useEffect(() => {
    isEdited.current = false
  }, [pathname])

  useEffect(() => {
    const note = ({ target }: Event): void => {
      if (target instanceof Element && target.closest('form') && !target.closest(disposable)) isEdited.current = true
    }
    const noteClick = (event: Event): void => {
      if (event.target instanceof Element && !event.target.closest(unchangedByClick)) note(event)
    }
    const noteKey = (event: KeyboardEvent): void => {
      if (!changingKeys.includes(event.key) || !(event.target instanceof Element)) return
      // A list to choose from has a field to search in, and its keys choose.
      if (event.target.matches('[role="combobox"]') || !event.target.matches(unchangedByClick)) note(event)
    }
    const events = { input: note, change: note, drop: note, click: noteClick } as const
    // Before the form itself hears of it: it may keep the event to itself, or take the element away.
    for (const [name, listener] of Object.entries(events)) document.addEventListener(name, listener, true)
    document.addEventListener('keydown', noteKey, true)
    return () => {
      for (const [name, listener] of Object.entries(events)) document.removeEventListener(name, listener, true)
      document.removeEventListener('keydown', noteKey, true)
    }
  }, [])

  return isEdited
}
