// Does something again and again while somebody looks at the page.
import { useEffect, useRef } from 'react'

/** Calls `work` every so many milliseconds, and when the page comes into view after a longer time. */
export function useVisibleInterval(everyMs: number, work: () => void): void {
  // The work of the last rendering.
  const latest = useRef(work)
  latest.current = work

  useEffect(() => {
    let last = Date.now()
    const look = (): void => {
      if (document.visibilityState !== 'visible' || Date.now() - last < everyMs) return
      last = Date.now()
      latest.current()
    }
    const timer = window.setInterval(look, 1000)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [everyMs])
}
