// One entry of a list of events: its picture, what happened, details under it, and when.
import { Box, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { type ReactNode } from 'react'
import type { SessionEventName } from '../../rule/events.js'
import { dateAndTime, fullTime } from '../ui/dates.js'
import { EventIcon } from './event-icon.js'

/** What an entry says. */
export interface EventEntryProps {
  readonly event: SessionEventName
  readonly isDeletion: boolean
  /** When, in ISO 8601. */
  readonly at: string
  /** Where the time leads to, if it does. */
  readonly href?: string
  /** What happened. */
  readonly title: ReactNode
  /** What is known of it, each under a label. */
  readonly details: readonly (readonly [label: string, text: string])[]
  readonly children?: ReactNode
}

/** A link that is no smaller than a finger needs it. */
const roomy = { display: 'inline-block', minHeight: 24, lineHeight: '24px', color: 'inherit' } as const

/** An entry. Its parts stand side by side where there is room, and one under the other where there is none. */
export const EventEntry = ({ event, isDeletion, at, href, title, details, children }: EventEntryProps) => {
  const { i18n } = useTranslation()
  const time = (
    <time dateTime={at} title={fullTime(at, i18n.language)} style={{ whiteSpace: 'nowrap' }}>
      {dateAndTime(at, i18n.language)}
    </time>
  )
  return (
    <Box as="li" flex py="lg" borderTop="default" style={{ gap: 12, listStyle: 'none' }}>
      <EventIcon event={event} isDeletion={isDeletion} />
      <Box flex flexWrap="wrap" flexGrow={1} style={{ gap: '4px 16px', minWidth: 0 }}>
        <div style={{ flex: '1 1 220px', minWidth: 0, overflowWrap: 'anywhere' }}>
          <Text lineHeight="lg">{title}</Text>
          {details.map(([label, text]) => (
            <Text key={label} fontSize="sm" mt="xs">
              {label}: {text}
            </Text>
          ))}
          {children}
        </div>
        <Text fontSize="sm" lineHeight="lg">
          {href === undefined ? (
            time
          ) : (
            <a href={href} style={roomy}>
              {time}
            </a>
          )}
        </Text>
      </Box>
    </Box>
  )
}
