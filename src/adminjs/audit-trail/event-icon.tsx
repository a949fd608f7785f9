// What kind of event it is, as a picture. Its colours stand on a ground of their own: so they can be told apart, and read,
// on a light page and on a dark one (at least 4.5:1).
import { Icon } from '@adminjs/design-system'
import React from 'react'
import type { SessionEventName } from '../../rule/events.js'

const green = '#17713f'
const blue = '#2757c2'
const orange = '#9a4a00'
const red = '#b3261e'
const violet = '#6b3fa0'

/** The picture and the ground of each event. */
const looks: Readonly<Record<SessionEventName, readonly [icon: string, ground: string]>> = {
  login: ['LogIn', green],
  logout: ['LogOut', blue],
  logoutElsewhere: ['LogOut', blue],
  replaced: ['Repeat', blue],
  revoked: ['Slash', orange],
  accountChanged: ['Slash', orange],
  userDeleted: ['Slash', orange],
  userChanged: ['Edit', violet],
  passwordWrong: ['AlertTriangle', red],
  loginFailed: ['AlertTriangle', red],
  loginRefused: ['AlertTriangle', red],
}

/** The picture of an event; what it says, the text beside it says too. */
export const EventIcon = ({ event, isDeletion }: { event: SessionEventName; isDeletion: boolean }) => {
  const [icon, ground] = isDeletion ? ['UserX', violet] : looks[event]
  return (
    <span
      aria-hidden
      data-kind={isDeletion ? 'deletion' : event}
      style={{
        ...{ display: 'inline-flex', alignItems: 'center', justifyContent: 'center', flexShrink: 0 },
        ...{ width: 32, height: 32, borderRadius: 16, color: '#fff', background: ground },
      }}
    >
      <Icon icon={icon} color="#fff" />
    </span>
  )
}
