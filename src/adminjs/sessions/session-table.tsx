// A page of sessions: where each was opened and last seen, and a button that ends it.
import {
  Badge,
  Box,
  MessageBox,
  Pagination,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Text,
} from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useRef } from 'react'
import { dateAndTime, timeAgo } from '../ui/dates.js'
import type { Work } from './use-session-list.js'
import type { SessionPage, ShownSession } from './wire.js'
import { WorkingButton } from '../ui/working-button.js'

/** The sessions, what is under way, and what to do with them. */
export interface SessionTableProps {
  /** What the table is called. */
  readonly label: string
  readonly list: SessionPage
  /** What is under way. */
  readonly work: Work | null
  /** What is said in place of an empty table. */
  readonly whenEmpty?: string
  /** Whether the session that asks has a button too. */
  readonly endsCurrent: boolean
  /** `inWords` says which session it ends. */
  readonly onEnd: (session: ShownSession, inWords: string) => void
  readonly onPage: (page: number) => void
}

/** Cells that leave room for all columns in a drawer, and on a phone. */
const narrow = { paddingLeft: 8, paddingRight: 8, whiteSpace: 'normal' } as const

/** A page of sessions. */
export const SessionTable = ({ label, list, work, whenEmpty, endsCurrent, onEnd, onPage }: SessionTableProps) => {
  const { translateLabel, translateButton, i18n } = useTranslation()
  const region = useRef<HTMLDivElement>(null)
  const hasWorked = useRef(false)

  // A button that ended a session is gone with it, or was disabled meanwhile: the focus must not start over at the top.
  useEffect(() => {
    if (work) hasWorked.current = true
    else if (hasWorked.current && document.activeElement === document.body) region.current?.focus()
  }, [work])

  const row = (session: ShownSession) => {
    const { key, ipAddress, createdAt, lastSeenAt, isCurrent } = session
    const device = session.device ?? translateLabel('singleSessionUnknownDevice')
    const end = translateButton('singleSessionEndOne')
    const endOfThis = `${end}: ${[device, ipAddress].filter(Boolean).join(', ')}`
    return (
      <TableRow key={key}>
        <TableCell role="rowheader" style={narrow}>
          <Box flex alignItems="center" flexWrap="wrap" style={{ gap: 8 }}>
            {device}
            {isCurrent && <Badge variant="info">{translateLabel('singleSessionThisOne')}</Badge>}
          </Box>
          {ipAddress !== null && <Text fontSize="sm">{ipAddress}</Text>}
        </TableCell>
        <TableCell style={narrow}>
          <time dateTime={lastSeenAt} title={dateAndTime(lastSeenAt, i18n.language)}>
            {timeAgo(lastSeenAt, i18n.language)}
          </time>
          <Text fontSize="sm">
            <time dateTime={createdAt}>{dateAndTime(createdAt, i18n.language)}</time>
          </Text>
        </TableCell>
        <TableCell className="options" style={narrow}>
          {(endsCurrent || !isCurrent) && (
            <WorkingButton
              variant="outlined"
              color="danger"
              size="sm"
              style={{ whiteSpace: 'nowrap' }}
              aria-label={endOfThis}
              isWorking={typeof work === 'object' && work?.end === 'one' && work.key === key}
              disabled={work !== null}
              onClick={() => {
                onEnd(session, endOfThis)
              }}
            >
              {end}
            </WorkingButton>
          )}
        </TableCell>
      </TableRow>
    )
  }

  return (
    <div
      ref={region}
      role="region"
      aria-label={label}
      aria-busy={work !== null}
      tabIndex={-1}
      style={{ overflowX: 'auto' }}
    >
      {list.sessions.length === 0 && whenEmpty !== undefined ? (
        <MessageBox message={whenEmpty} />
      ) : (
        <Table aria-label={label}>
          <TableHead>
            <TableRow>
              <TableCell role="columnheader" style={narrow}>
                {translateLabel('singleSessionDevice')} · {translateLabel('singleSessionAddress')}
              </TableCell>
              <TableCell role="columnheader" style={narrow}>
                {translateLabel('singleSessionLastSeen')} · {translateLabel('singleSessionSince')}
              </TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>{list.sessions.map(row)}</TableBody>
        </Table>
      )}
      {list.total > list.perPage && (
        <Text mt="xl" textAlign="center">
          <Pagination page={list.page} perPage={list.perPage} total={list.total} onChange={onPage} />
        </Text>
      )}
    </div>
  )
}
