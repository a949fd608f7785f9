// The login page: AdminJS's own with a notice, or where else a user is logged in for whose login there is no place.
import React, { type ComponentType } from 'react'
import { AtLimitPage, readAtLimit } from './at-limit-page.js'
import { LoginNotice } from './login-notice.js'
import { atLimitProperty } from './wire.js'

/** The login page. */
const Login = ({ OriginalComponent }: { OriginalComponent: ComponentType }) => {
  const { [atLimitProperty]: encoded, action = '' } = window.__APP_STATE__ ?? {}
  const notice = readAtLimit(encoded)
  return notice ? <AtLimitPage {...notice} action={action} /> : <LoginNotice OriginalComponent={OriginalComponent} />
}

// AdminJS's bundle takes the default export of a component's file.
export default Login
