// What AdminJS's drawer does not do: the focus goes in and comes back, Escape closes it, and nobody leaves it for the page behind
// without knowing.
import { useEffect, type RefObject } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { focusWhenThere } from './focus-when-there.js'

/** What opened the drawer: an action, and the record that it is about, if it is about one. */
export interface Opener {
  readonly actionName: string
  readonly recordId?: string
}

/** What of a page lies behind a drawer: all but the notices, which tell what came of it. */
const behind = '[data-css=sidebar], [data-css=app-content] > :not([data-css=notice])'

/** Keeps the focus in a drawer, beginning with `start`, until it is closed. */
export function useDrawer(start: RefObject<HTMLElement>, { actionName, recordId }: Opener): { close: () => void } {
  const navigate = useNavigate()
  const { search } = useLocation()

  // As AdminJS's own way out does.
  const close = (): void => {
    navigate({ pathname: '..', search }, { relative: 'route' })
  }

  useEffect(() => {
    start.current?.focus()
    const parts = [...document.querySelectorAll<HTMLElement>(behind)]
    for (const part of parts) part.inert = true
    return () => {
      for (const part of parts) part.inert = false
      focusWhenThere(
        recordId === undefined
          ? `[data-testid="action-${actionName}"]`
          : `[data-opens-sessions="${CSS.escape(recordId)}"]`,
      )
    }
  }, [])

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A dialog in it is closed first, by the browser.
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open]')) close()
    }
    // A click on the page behind finds nothing there that could be clicked. Looked at before what was clicked can be gone.
    const onClick = ({ target }: MouseEvent): void => {
      if (target instanceof Element && !target.closest('[data-css^=drawer], dialog, [data-css=notice]')) close()
    }
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick, true)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick, true)
    }
  })

  return { close }
}
