// How many live sessions a user has, and when they were seen last, in their list and on their page. In the list the number leads to
// the sessions: AdminJS's own way there, its menu of three dots, opens for a mouse alone.
import { Text } from '@adminjs/design-system'
import { useTranslation, ViewHelpers, type ShowPropertyProps } from 'adminjs'
import React, { type MouseEvent } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { dateAndTime, number, timeAgo } from '../ui/dates.js'
import { PropertyValue, type PropertyValueProps } from '../ui/property-value.js'
import type { UserActionName } from '../user-feature.js'
import { userColumns } from './wire.js'

const sessionsAction = 'sessions' satisfies UserActionName

/** No smaller than a finger needs it. */
const roomy = {
  ...{ display: 'inline-block', minWidth: 24, minHeight: 24, lineHeight: '24px' },
  ...{ color: 'inherit', textDecoration: 'underline' },
} as const

/** One of the two properties; the list has a column for both. */
const Presence = ({ record, property, where }: ShowPropertyProps & PropertyValueProps) => {
  const { translateLabel, i18n } = useTranslation()
  // What the server did not say is not for this reader, or there is nothing.
  const { [userColumns.sessions]: sessions, [userColumns.lastSeen]: lastSeen } = record.params as Record<
    string,
    number | string | undefined
  >
  const seen = typeof lastSeen === 'string' && (
    <time dateTime={lastSeen} title={dateAndTime(lastSeen, i18n.language)} style={{ whiteSpace: 'nowrap' }}>
      {timeAgo(lastSeen, i18n.language, translateLabel('singleSessionJustNow'))}
    </time>
  )
  const mayOpen = record.recordActions.some(({ name }) => name === sessionsAction)
  const count = <>{sessions}</>
  if (where === 'list') {
    return (
      <>
        {mayOpen && sessions !== undefined ? <SessionsLink {...{ record, property, sessions }} /> : count}
        {seen && <Text fontSize="sm">{seen}</Text>}
      </>
    )
  }
  const value = property.path === userColumns.sessions ? count : <>{seen || '–'}</>
  return (
    <PropertyValue property={property} where={where}>
      {value}
    </PropertyValue>
  )
}

type SessionsLinkProps = Pick<ShowPropertyProps, 'record' | 'property'> & { readonly sessions: number | string }

/** The number of sessions, which leads to them; a text if there are too many to count. */
const SessionsLink = ({ record: { id, title }, property: { resourceId }, sessions }: SessionsLinkProps) => {
  const { translateAction, i18n } = useTranslation()
  const navigate = useNavigate()
  const { search } = useLocation()
  const pathname = new ViewHelpers().recordActionUrl({ resourceId, recordId: id, actionName: sessionsAction })
  const shown = typeof sessions === 'number' ? number(sessions, i18n.language) : sessions
  // As AdminJS's own links to a drawer: the filters stay, and the list is not drawn anew. Another tab is the browser's affair.
  const open = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    navigate({ pathname, search })
  }
  return (
    <span data-css="single-session-presence">
      <a
        href={pathname}
        data-opens-sessions={id}
        aria-label={`${shown} · ${translateAction(sessionsAction, resourceId)}: ${title}`}
        onClick={open}
        style={roomy}
      >
        {shown}
      </a>
    </span>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default Presence
