// Notices that the user has entered something on this page that would be lost with it.
import { useEffect, useRef, type RefObject } from 'react'
import { useLocation } from 'react-router'

/** Forms with nothing to lose in them: AdminJS's filter, and the dialogs of ours, which ask for a password at most. */
const disposable = 'form[data-css$="-filter-drawer"], dialog[data-css="single-session-dialog"], input[type="search"]'

/** Whether a form of this page has been edited. A form that is saved leads to another page. */
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
    document.addEventListener('input', note)
    document.addEventListener('change', note)
    return () => {
      document.removeEventListener('input', note)
      document.removeEventListener('change', note)
    }
  }, [])

  return isEdited
}
