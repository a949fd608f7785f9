// The events that one line of the audit trail stands for.
import { useTranslation } from 'adminjs'
import React from 'react'
import { Loading } from '../ui/loading.js'
import { WorkingButton } from '../ui/working-button.js'
import { lineOf, placeOf } from './line-of.js'
import { useTrail } from './use-trail.js'

/** Whose line it is: an event of it, and the filters by which it was found. */
export interface UnfoldedEventsProps {
  readonly recordId: string
  readonly resourceId: string
  readonly filters: Readonly<Record<string, string>>
}

/** The events, each by its user and its session. */
export const UnfoldedEvents = ({ recordId, resourceId, filters }: UnfoldedEventsProps) => {
  const { translateLabel, translateButton, i18n } = useTranslation()
  const { records, next, work, more } = useTrail({ resourceId, params: { ...filters, of: recordId }, goOnBy: 'after' })
  const unknown = translateLabel('singleSessionUnknownDevice', resourceId)
  if (work === 'anew') return <Loading />
  return (
    <>
      <ul style={{ margin: '8px 0', paddingLeft: 20, listStyle: 'disc' }}>
        {records.map((record) => {
          const { user, session, isEnd } = lineOf(record)
          const parts = [user?.title, isEnd ? placeOf(session, i18n.language, unknown) : undefined]
          return (
            <li key={record.id} style={{ padding: '4px 0' }}>
              {parts.filter(Boolean).join(' · ')}
            </li>
          )
        })}
      </ul>
      {next !== null && (
        <WorkingButton variant="outlined" color="primary" size="sm" isWorking={work === 'more'} onClick={more}>
          {translateButton('singleSessionMore', resourceId)}
        </WorkingButton>
      )}
    </>
  )
}
