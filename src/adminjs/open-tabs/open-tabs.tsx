// On every page but the login: says that the session of this tab ends soon, and leaves for the login page when it has ended,
// wherever that happened, to come back after the login. A page with something to lose stays, and its user logs in there.
import { useCurrentAdmin, type ReduxState } from 'adminjs'
import React, { useEffect, type ComponentType } from 'react'
import { useSelector } from 'react-redux'
import { useLocation } from 'react-router'
import { endedPath } from '../ended/wire.js'
import { loginPathFrom, whereWeAre } from '../way-back/wire.js'
import { PrintStyle } from '../ui/print-style.js'
import { VisibleFocus } from '../ui/visible-focus.js'
import { EndedDialog } from './ended-dialog.js'
import { EndingDialog } from './ending-dialog.js'
import { OtherUserDialog } from './other-user-dialog.js'
import { useEditedForm } from './use-edited-form.js'
import { useSessionEnd } from './use-session-end.js'
import { statusPath, userIn } from './wire.js'

/** What an open tab does when its session ends. */
const OpenTabs = ({ OriginalComponent }: { OriginalComponent: ComponentType }) => {
  const { rootPath, loginPath } = useSelector(({ paths }: ReduxState) => paths)
  const [currentAdmin] = useCurrentAdmin()
  const isEdited = useEditedForm()
  const { pathname } = useLocation()
  const root = rootPath === '/' ? '' : rootPath

  const leave = (): void => {
    window.location.assign(loginPathFrom(loginPath, whereWeAre()))
  }
  const sessionEnd = useSessionEnd({
    url: `${root}${statusPath}`,
    loginPath,
    user: userIn(currentAdmin),
    isEdited: () => isEdited.current === true,
    leave,
  })
  const { state, hasEnded } = sessionEnd

  // AdminJS shows its notices as mere boxes, which a screen reader would pass over in silence.
  useEffect(() => {
    document.querySelector('[data-css=notice]')?.setAttribute('role', 'status')
  }, [])

  // Whoever stayed, for what they had entered, has no other page of the panel to go to.
  useEffect(() => {
    if (hasEnded.current) leave()
  }, [pathname])

  return (
    <>
      <VisibleFocus />
      <PrintStyle />
      <OriginalComponent />
      {state === 'live' && <EndingDialog {...sessionEnd} />}
      {state === 'ended' && (
        <EndedDialog
          loginPath={loginPath}
          endedUrl={`${root}${endedPath}`}
          email={typeof currentAdmin?.email === 'string' ? currentAdmin.email : ''}
          onLoggedIn={sessionEnd.check}
          onClose={sessionEnd.giveUp}
        />
      )}
      {state === 'otherUser' && <OtherUserDialog rootPath={rootPath} />}
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default OpenTabs
