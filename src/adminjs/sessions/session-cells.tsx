// What a list says of a session: where it was opened, and when it was seen.
import { Badge, Box, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { type ReactNode } from 'react'
import { dateAndTime, timeAgo } from '../ui/dates.js'
import type { ShownSession } from './wire.js'

/** Cells that leave room for all columns in a drawer, and on a phone. */
export const narrow = { paddingLeft: 8, paddingRight: 8, whiteSpace: 'normal' } as const

interface WhereAndWhenProps {
  readonly where: ReactNode
  readonly when: ReactNode
  readonly isHeading?: boolean
}

/** Where and when: side by side where there is room, and one under the other in a drawer and on a phone. */
export const WhereAndWhen = ({ where, when, isHeading = false }: WhereAndWhenProps) => (
  <Box flex flexWrap="wrap" alignItems="center" style={{ gap: '4px 12px', ...(isHeading && { fontWeight: 'bold' }) }}>
    <div style={{ flex: '3 1 150px', minWidth: 0, overflowWrap: 'anywhere' }}>{where}</div>
    <div style={{ flex: '2 1 140px' }}>{when}</div>
  </Box>
)

/** Where a session was opened, as in "Firefox 120 · Windows, 192.0.2.128". */
export const inWords = ({ device, ipAddress }: ShownSession, unknownDevice: string): string =>
  [device ?? unknownDevice, ipAddress].filter(Boolean).join(', ')

/** The device and the address. */
export const WhereOpened = ({ session }: { readonly session: ShownSession }) => {
  const { translateLabel } = useTranslation()
  const { device, ipAddress, isCurrent } = session
  return (
    <>
      <Box flex alignItems="center" flexWrap="wrap" style={{ gap: 8 }}>
        {device ?? translateLabel('singleSessionUnknownDevice')}
        {isCurrent && <Badge variant="info">{translateLabel('singleSessionThisOne')}</Badge>}
      </Box>
      {ipAddress !== null && <Text fontSize="sm">{ipAddress}</Text>}
    </>
  )
}

/** When it was last seen, and when its user logged in. */
export const WhenSeen = ({ session: { lastSeenAt, createdAt } }: { readonly session: ShownSession }) => {
  const { translateLabel, i18n } = useTranslation()
  return (
    <>
      <time dateTime={lastSeenAt} title={dateAndTime(lastSeenAt, i18n.language)}>
        {timeAgo(lastSeenAt, i18n.language, translateLabel('singleSessionJustNow'))}
      </time>
      <Text fontSize="sm">
        <time dateTime={createdAt}>{dateAndTime(createdAt, i18n.language)}</time>
      </Text>
    </>
  )
}
