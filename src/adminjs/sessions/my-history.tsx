// What happened to one's own account lately, ten events at a time.
import { Box, H5, MessageBox } from '@adminjs/design-system'
import { ApiClient, useTranslation } from 'adminjs'
import React, { useEffect, useState } from 'react'
import { EventEntry } from '../audit-trail/event-entry.js'
import { isEndOf, placeOf } from '../audit-trail/line-of.js'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import { Loading } from '../ui/loading.js'
import { roomAtSides } from '../ui/room-at-sides.js'
import { WorkingButton } from '../ui/working-button.js'
import { historyParameter, mySessionsPageName as pageName, type OwnEvent, type OwnHistory } from './wire.js'

/** The history. It is read again whenever `ended`, the number of sessions that were ended here, changes. */
export const MyHistory = ({ ended }: { ended: number }) => {
  const { translateLabel, translateMessage, translateButton } = useTranslation()
  const [events, setEvents] = useState<readonly OwnEvent[]>([])
  const [next, setNext] = useState<string | null>(null)
  const [work, setWork] = useState<'newest' | 'more' | 'failed' | null>('newest')

  const load = async (from: string | null): Promise<void> => {
    setWork(from === null ? 'newest' : 'more')
    try {
      const params = { [historyParameter]: from ?? 'newest' }
      const { data } = await new ApiClient().getPage<OwnHistory>({ pageName, params })
      setEvents(from === null ? data.events : [...events, ...data.events])
      setNext(data.next)
      setWork(null)
    } catch (error) {
      // If the session has ended, the watch of the tab does the rest.
      setWork(isEndedError(error) ? null : 'failed')
    }
  }
  useEffect(() => void load(null), [ended])

  return (
    <Box as="section" variant="container" style={roomAtSides} mt="xl" aria-labelledby="my-history">
      <H5 id="my-history">{translateLabel('singleSessionHistory')}</H5>
      {work === 'newest' && events.length === 0 && <Loading />}
      {work === 'failed' && <MessageBox variant="danger" message={translateMessage('singleSessionFailed')} />}
      <Box as="ol" m={0} p={0} aria-busy={work === 'newest' || work === 'more'}>
        {events.map((event) => (
          <OwnEntry key={event.id} {...event} />
        ))}
      </Box>
      {next !== null && (
        <WorkingButton
          variant="outlined"
          color="primary"
          isWorking={work === 'more'}
          disabled={work === 'newest'}
          onClick={() => void load(next)}
        >
          {translateButton('singleSessionMore')}
        </WorkingButton>
      )}
    </Box>
  )
}

const OwnEntry = ({ event, at, count, device, ipAddress, session }: OwnEvent) => {
  const { translateLabel, translateMessage, i18n } = useTranslation()
  const unknown = translateLabel('singleSessionUnknownDevice')
  const isEnd = isEndOf(event)
  const what = translateLabel(`event.${event}`, 'SessionEvent')
  const howMany =
    count > 1 ? (isEnd ? translateMessage('singleSessionSessions', undefined, { count }) : `${String(count)}×`) : null
  const details = [
    ...(isEnd && count === 1
      ? [
          [
            translateLabel('singleSessionSession'),
            placeOf(session ?? { device: null, ipAddress: null }, i18n.language, unknown),
          ] as const,
        ]
      : []),
    ...(device === null && ipAddress === null
      ? []
      : [[translateLabel('singleSessionFrom'), placeOf({ device, ipAddress }, i18n.language, unknown)] as const]),
  ]
  const title = [what, howMany].filter(Boolean).join(' · ')
  return <EventEntry event={event} isDeletion={false} at={at} title={title} details={details} />
}
