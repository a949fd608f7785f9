// Gives the focus to a part of a page that is still to be drawn.

/** How long to wait for it, in milliseconds. */
const patienceMs = 5000

/** Focuses the first element that matches as soon as there is one, unless people have gone on meanwhile; else the page's heading. */
export function focusWhenThere(selector: string): void {
  const isOver = (): boolean => document.activeElement !== null && document.activeElement !== document.body
  const look = (): void => {
    // Not in what is about to leave the page.
    if (!isOver()) document.querySelector<HTMLElement>(selector)?.focus()
    if (isOver()) stop()
  }
  const observer = new MutationObserver(look)
  const timer = setTimeout(() => {
    stop()
    const heading = document.querySelector<HTMLElement>('[data-css=app-content] :is(h1, h2)')
    if (isOver() || !heading) return
    heading.tabIndex = -1
    heading.focus()
  }, patienceMs)
  const stop = (): void => {
    observer.disconnect()
    clearTimeout(timer)
  }
  observer.observe(document.body, { childList: true, subtree: true })
  look()
}
