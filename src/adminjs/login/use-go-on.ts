// Lets a login page go on by itself when its user has logged in in another tab of the browser.
import { useEffect } from 'react'
import { askSession } from '../open-tabs/ask-session.js'
import { TabChannel } from '../open-tabs/tab-channel.js'
import { statusPath } from '../open-tabs/wire.js'
import { loginPathFrom, wayBackParameter } from '../way-back/wire.js'
import type { LoginFacts } from './wire.js'

/** Waits for that, unless somebody was logged in already when the page was opened. */
export function useGoOn(facts: LoginFacts | undefined): void {
  useEffect(() => {
    if (!facts || facts.isLoggedIn) return
    const { rootPath, loginPath } = facts
    const url = `${rootPath === '/' ? '' : rootPath}${statusPath}`

    // By the server, which looks at where that is.
    const goOn = (): void => {
      const wayBack = new URLSearchParams(window.location.search).get(wayBackParameter)
      window.location.replace(loginPathFrom(loginPath, wayBack ?? rootPath) + window.location.hash)
    }
    const look = async (): Promise<void> => {
      if (document.visibilityState !== 'hidden' && typeof (await askSession(url)) === 'object') goOn()
    }
    const onLook = (): void => void look()
    const otherTabs = new TabChannel(url, ({ is }) => {
      if (is === 'live') goOn()
    })
    window.addEventListener('focus', onLook)
    document.addEventListener('visibilitychange', onLook)
    return () => {
      otherTabs.close()
      window.removeEventListener('focus', onLook)
      document.removeEventListener('visibilitychange', onLook)
    }
  }, [])
}
