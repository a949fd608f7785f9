// A page of sessions: where each was opened and last seen, and a button that ends it. A row whose session was ended stays where
// it is, without the button: a second click ends nothing else.
import { MessageBox, Pagination, Table, TableBody, TableCell, TableHead, TableRow, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useRef } from 'react'
import { inWords, narrow, WhenSeen, WhereAndWhen, WhereOpened } from './session-cells.js'
import type { Work } from './use-session-list.js'
import type { SessionPage, ShownSession } from './wire.js'
import { WorkingButton } from '../ui/working-button.js'

/** The sessions, what is under way, and what to do with them. */
export interface SessionTableProps {
  /** What the table is called. */
  readonly label: string
  readonly list: SessionPage
  /** The keys of those that were ended since. */
  readonly ended: ReadonlySet<string>
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

/** A page of sessions. */
export const SessionTable = ({
  label,
  list,
  ended,
  work,
  whenEmpty,
  endsCurrent,
  onEnd,
  onPage,
}: SessionTableProps) => {
  const { translateLabel, translateButton } = useTranslation()
  const region = useRef<HTMLDivElement>(null)
  const hasWorked = useRef(false)

  // A button that ended a session is gone with it, or was disabled meanwhile: the focus must not start over at the top.
  useEffect(() => {
    if (work) hasWorked.current = true
    else if (hasWorked.current && document.activeElement === document.body) region.current?.focus()
  }, [work])

  const row = (session: ShownSession) => {
    const { key, isCurrent } = session
    const end = translateButton('singleSessionEndOne')
    const endOfThis = `${end}: ${inWords(session, translateLabel('singleSessionUnknownDevice'))}`
    return (
      <TableRow key={key}>
        <TableCell role="rowheader" style={narrow}>
          <WhereAndWhen where={<WhereOpened session={session} />} when={<WhenSeen session={session} />} />
        </TableCell>
        <TableCell className="options" style={narrow}>
          {ended.has(key) && <Text>{translateLabel('singleSessionDone')}</Text>}
          {!ended.has(key) && (endsCurrent || !isCurrent) && (
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
          <Heading />
          <TableBody>{list.sessions.map(row)}</TableBody>
        </Table>
      )}
      {list.total > list.perPage && <Pages {...list} onPage={onPage} />}
    </div>
  )
}

/** The way to the other pages. */
const Pages = ({ page, perPage, total, onPage }: SessionPage & Pick<SessionTableProps, 'onPage'>) => (
  <Text mt="xl" textAlign="center">
    <Pagination page={page} perPage={perPage} total={total} onChange={onPage} />
  </Text>
)

/** What the columns are. */
const Heading = () => {
  const { translateLabel } = useTranslation()
  return (
    <TableHead>
      <TableRow>
        <TableCell role="columnheader" style={narrow}>
          <WhereAndWhen
            isHeading
            where={`${translateLabel('singleSessionDevice')} · ${translateLabel('singleSessionAddress')}`}
            when={`${translateLabel('singleSessionLastSeen')} · ${translateLabel('singleSessionSince')}`}
          />
        </TableCell>
        <TableCell />
      </TableRow>
    </TableHead>
  )
}
