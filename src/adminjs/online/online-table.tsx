// The sessions of who is online: whose each is, where it was opened and last seen, and a button that ends it.
import { Table, TableBody, TableCell, TableHead, TableRow } from '@adminjs/design-system'
import { useTranslation, ViewHelpers } from 'adminjs'
import React, { type ReactNode } from 'react'
import { inWords, narrow, WhenSeen, WhereAndWhen, WhereOpened } from '../sessions/session-cells.js'
import { WorkingButton } from '../ui/working-button.js'
import type { OnlineList, OnlineSession } from './wire.js'

/** The sessions, which of them are selected, and what to do with them. */
export interface OnlineTableProps {
  readonly label: string
  readonly list: OnlineList
  readonly isWorking: boolean
  /** The keys of those that are selected. */
  readonly selected: ReadonlySet<string>
  readonly onSelect: (keys: ReadonlySet<string>) => void
  readonly onEnd: (session: OnlineSession) => void
}

/** Large enough for a finger. */
const target = { width: 24, height: 24, minWidth: 24, margin: 0, accentColor: 'currentColor', cursor: 'pointer' }

/** The sessions. */
export const OnlineTable = ({ label, list, isWorking, selected, onSelect, onEnd }: OnlineTableProps) => {
  const { translateLabel, translateButton } = useTranslation()
  const { sessions, users } = list
  const all = sessions.length > 0 && sessions.every(({ key }) => selected.has(key))
  const words = (session: OnlineSession) =>
    `${session.title}, ${inWords(session, translateLabel('singleSessionUnknownDevice'))}`

  const box = (name: string, isOn: boolean, keys: readonly string[]) => (
    <input
      type="checkbox"
      aria-label={name}
      checked={isOn}
      disabled={isWorking}
      style={target}
      onChange={() => {
        const others = [...selected].filter((key) => !keys.includes(key))
        onSelect(new Set(isOn ? others : [...others, ...keys]))
      }}
    />
  )

  const row = (session: OnlineSession) => (
    <TableRow key={session.key}>
      <TableCell width={0} style={narrow}>
        {box(words(session), selected.has(session.key), [session.key])}
      </TableCell>
      <TableCell role="rowheader" style={narrow}>
        <WhereAndWhen
          where={
            <>
              <strong style={{ fontWeight: 'bold' }}>{nameOf(session, users)}</strong>
              <WhereOpened session={session} />
            </>
          }
          when={<WhenSeen session={session} />}
        />
      </TableCell>
      <TableCell className="options" style={narrow}>
        <WorkingButton
          variant="outlined"
          color="danger"
          size="sm"
          style={{ whiteSpace: 'nowrap', minHeight: 24 }}
          aria-label={`${translateButton('singleSessionEndOne')}: ${words(session)}`}
          isWorking={false}
          disabled={isWorking}
          onClick={() => {
            onEnd(session)
          }}
        >
          {translateButton('singleSessionEndOne')}
        </WorkingButton>
      </TableCell>
    </TableRow>
  )

  const keys = sessions.map(({ key }) => key)
  return (
    <Table aria-label={label}>
      <TableHead>
        <TableRow>
          <TableCell width={0} style={narrow}>
            {box(translateLabel('singleSessionSelectAll'), all, keys)}
          </TableCell>
          <TableCell role="columnheader" style={narrow}>
            <WhereAndWhen
              isHeading
              where={[
                translateLabel('singleSessionUser'),
                translateLabel('singleSessionDevice'),
                translateLabel('singleSessionAddress'),
              ].join(' · ')}
              when={`${translateLabel('singleSessionLastSeen')} · ${translateLabel('singleSessionSince')}`}
            />
          </TableCell>
          <TableCell />
        </TableRow>
      </TableHead>
      <TableBody>{sessions.map(row)}</TableBody>
    </Table>
  )
}

/** The title of the user, which leads to their page if the reader may open that. */
function nameOf({ title, userId, hasPage }: OnlineSession, users: string | null): ReactNode {
  if (!hasPage || users === null) return title
  const href = new ViewHelpers().recordActionUrl({ resourceId: users, recordId: userId, actionName: 'show' })
  return (
    <a href={href} style={{ color: 'inherit', textDecoration: 'underline' }}>
      {title}
    </a>
  )
}
