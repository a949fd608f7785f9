// One line of the audit trail, in words; one that stands for several events can be unfolded.
import { Icon } from '@adminjs/design-system'
import { useTranslation, ViewHelpers, type RecordJSON } from 'adminjs'
import React, { useState, type ReactElement, type ReactNode } from 'react'
import { PlainButton } from '../ui/plain-button.js'
import { EventEntry } from './event-entry.js'
import { lineOf, placeOf, type ShownLine, type ShownPerson } from './line-of.js'
import { UnfoldedEvents } from './unfolded-events.js'
import { useWhat } from './use-what.js'

/** A record of the trail, and the filters by which it was found. */
export interface TrailEntryProps {
  readonly record: RecordJSON
  readonly resourceId: string
  readonly filters: Readonly<Record<string, string>>
}

/** What stands for the two people in a text, until their names are put there. */
const [byMark, userMark] = ['\u0001', '\u0002'] as const

/** A line of the trail. */
export const TrailEntry = ({ record, resourceId, filters }: TrailEntryProps) => {
  const { translateButton } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const line = lineOf(record)
  const { event, count, isDeletion, createdAt } = line.params
  const href = new ViewHelpers().recordActionUrl({ resourceId, recordId: record.id, actionName: 'show' })

  return (
    <EventEntry
      event={event}
      isDeletion={isDeletion}
      at={createdAt}
      {...(count === 1 && { href })}
      title={<Title line={line} resourceId={resourceId} />}
      details={useDetails(line, resourceId)}
    >
      {count > 1 && (
        <PlainButton
          variant="text"
          size="sm"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen)
          }}
        >
          <Icon icon={isOpen ? 'ChevronUp' : 'ChevronDown'} />
          {translateButton(isOpen ? 'singleSessionFold' : 'singleSessionUnfold', resourceId)}
        </PlainButton>
      )}
      {isOpen && <UnfoldedEvents recordId={record.id} resourceId={resourceId} filters={filters} />}
    </EventEntry>
  )
}

interface LineProps {
  readonly line: ShownLine
  readonly resourceId: string
}

/** Who did what, and how often. */
const Title = ({ line: { params, user, by, isEnd }, resourceId }: LineProps): ReactElement => {
  const { translateMessage, translateLabel } = useTranslation()
  const what = useWhat(params, resourceId)
  const { count, users } = params
  const somebody = user ? <PersonName {...user} /> : translateLabel('singleSessionNobodyKnown', resourceId)
  const whose = users > 1 ? translateMessage('singleSessionUsers', resourceId, { count: users }) : somebody
  if (by && isEnd) {
    const values = { by: byMark, user: userMark, sessions: count }
    const text = translateMessage('singleSessionTrailEnded', resourceId, values)
    return withNames(text, { [byMark]: <PersonName {...by} />, [userMark]: whose })
  }
  const sessions = translateMessage('singleSessionSessions', resourceId, { count })
  const howMany = isEnd ? sessions : users > 1 ? undefined : `${String(count)}×`
  return (
    <>
      {whose} · {what}
      {count > 1 && howMany !== undefined ? ` · ${howMany}` : ''}
    </>
  )
}

/** What is known beside that, each under a label. */
function useDetails({ params, by, isEnd, session, from }: ShownLine, resourceId: string): [string, string][] {
  const { translateLabel, translateProperty, i18n } = useTranslation()
  const what = useWhat(params, resourceId)
  const unknown = translateLabel('singleSessionUnknownDevice', resourceId)
  const place = from && placeOf(from, i18n.language, unknown)
  const whence = [by && !isEnd ? by.title : null, place].filter(Boolean).join(', ')
  const details: [label: string, text: string][] = []
  if (by && isEnd) details.push([translateProperty('event', resourceId), what])
  if (isEnd && params.count === 1)
    details.push([translateLabel('singleSessionSession', resourceId), placeOf(session, i18n.language, unknown)])
  if (whence !== '') details.push([translateLabel('singleSessionFrom', resourceId), whence])
  return details
}

/** The name of a user, which leads to their page if there is one. */
const PersonName = ({ title, href }: ShownPerson) =>
  href === null ? (
    <strong>{title}</strong>
  ) : (
    <a href={href} style={{ color: 'inherit', fontWeight: 'bold' }}>
      {title}
    </a>
  )

/** A text in which marks give way to names. */
const withNames = (text: string, names: Readonly<Record<string, ReactNode>>): ReactElement => (
  <>
    {text.split(/([\u0001\u0002])/).map((part, index) => (
      <React.Fragment key={index}>{names[part] ?? part}</React.Fragment>
    ))}
  </>
)
