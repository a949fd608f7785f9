// The list of the audit trail: what happened, the newest first, as a list that fits any width.
import { Box, Icon, MessageBox } from '@adminjs/design-system'
import { ApiClient, useTranslation, type ActionProps } from 'adminjs'
import React from 'react'
import { useLocation } from 'react-router'
import { dateAndTime } from '../ui/dates.js'
import { Loading } from '../ui/loading.js'
import { roomAtSides } from '../ui/room-at-sides.js'
import { ButtonLink } from '../ui/plain-button.js'
import { WorkingButton } from '../ui/working-button.js'
import { TrailEntry } from './trail-entry.js'
import { useTrail, type Trail } from './use-trail.js'
import { exportFormats } from './wire.js'

/** The list. AdminJS's drawer of filters writes them into the address. */
const TrailPage = ({ resource: { id: resourceId } }: ActionProps) => {
  const { translateAction, translateButton, translateMessage, i18n } = useTranslation()
  const given = [...new URLSearchParams(useLocation().search)].filter(([name]) => name.startsWith('filters.'))
  const filters = Object.fromEntries(given)
  const trail = useTrail({ resourceId, params: filters, goOnBy: 'before' })
  const { records, next, work, more } = trail

  const nothing = () => {
    if (records.length > 0 || work === 'anew') return null
    const message =
      next === null
        ? translateMessage('singleSessionNoEvents', resourceId)
        : translateMessage('singleSessionNoEventsSince', resourceId, { time: dateAndTime(next, i18n.language) })
    return <MessageBox message={message} />
  }

  return (
    <Box variant="container" style={roomAtSides} data-css="single-session-trail">
      <Toolbar trail={trail} resourceId={resourceId} filters={filters} />
      <div role="region" aria-label={translateAction('list', resourceId)} aria-busy={work !== null}>
        {work === 'anew' && records.length === 0 ? <Loading /> : nothing()}
        <Box as="ol" m={0} p={0}>
          {records.map((record) => (
            <TrailEntry key={record.id} record={record} resourceId={resourceId} filters={filters} />
          ))}
        </Box>
      </div>
      {next !== null && (
        <Box flex justifyContent="center" mt="xl">
          <WorkingButton
            variant="outlined"
            color="primary"
            isWorking={work === 'more'}
            disabled={work !== null}
            onClick={more}
          >
            {translateButton('singleSessionMore', resourceId)}
          </WorkingButton>
        </Box>
      )}
    </Box>
  )
}

interface ToolbarProps {
  readonly trail: Trail
  readonly resourceId: string
  readonly filters: Readonly<Record<string, string>>
}

/** What can be done with the whole list. */
const Toolbar = ({ trail: { work, mayExport, reload }, resourceId, filters }: ToolbarProps) => {
  const { translateButton } = useTranslation()
  const hrefOf = (format: string): string => {
    const path = `/api/resources/${encodeURIComponent(resourceId)}/actions/export`
    return `${ApiClient.getBaseUrl().replace(/\/$/, '')}${path}?${new URLSearchParams({ ...filters, format }).toString()}`
  }
  return (
    <Box flex flexWrap="wrap" justifyContent="flex-end" mb="lg" style={{ gap: 8 }}>
      <WorkingButton
        variant="outlined"
        color="primary"
        size="sm"
        isWorking={work === 'anew'}
        disabled={work !== null}
        onClick={reload}
      >
        {translateButton('singleSessionRefresh', resourceId)}
      </WorkingButton>
      {mayExport &&
        exportFormats.map((format) => (
          <ButtonLink key={format} size="sm" href={hrefOf(format)} download>
            <Icon icon="Download" />
            {translateButton('singleSessionExport', resourceId, { format: format.toUpperCase() })}
          </ButtonLink>
        ))}
    </Box>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default TrailPage
