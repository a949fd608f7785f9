// Where a user is logged in, as a list; each with a button that chooses it, if there is something to choose.
import { Box, Button, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React from 'react'
import { dateAndTime, timeAgo } from '../ui/dates.js'
import { choiceFields, type TakenPlace } from './wire.js'

/** The sessions, and whether one of them is to be chosen. */
export interface TakenPlacesProps {
  readonly places: readonly TakenPlace[]
  readonly isChoice: boolean
}

/** Where a user is logged in. */
export const TakenPlaces = ({ places, isChoice }: TakenPlacesProps) => {
  const { translateMessage, translateLabel, translateButton, i18n } = useTranslation()

  const place = ({ key, ipAddress, createdAt, lastSeenAt, ...known }: TakenPlace) => {
    const device = known.device ?? translateLabel('singleSessionUnknownDevice')
    const end = translateButton('singleSessionEndThere')
    return (
      <Box
        as="li"
        key={key}
        flex
        flexWrap="wrap"
        alignItems="center"
        justifyContent="space-between"
        py="lg"
        borderTop="default"
        style={{ gap: 16 }}
      >
        <Box style={{ flex: '1 1 200px', overflowWrap: 'anywhere', lineHeight: 1.5 }}>
          <Text fontWeight="bold">{[device, ipAddress].filter(Boolean).join(' · ')}</Text>
          <Text fontSize="sm">
            {translateLabel('singleSessionSince')}:{' '}
            <time dateTime={createdAt}>{dateAndTime(createdAt, i18n.language)}</time>
          </Text>
          <Text fontSize="sm">
            {translateLabel('singleSessionLastSeen')}:{' '}
            <time dateTime={lastSeenAt}>
              {timeAgo(lastSeenAt, i18n.language, translateLabel('singleSessionJustNow'))}
            </time>
          </Text>
        </Box>
        {isChoice && (
          <Button
            type="submit"
            name={choiceFields.end}
            value={key}
            variant="contained"
            color="danger"
            aria-label={`${end}: ${[device, ipAddress].filter(Boolean).join(', ')}`}
          >
            {end}
          </Button>
        )}
      </Box>
    )
  }

  return (
    <Box as="ul" aria-label={translateMessage('singleSessionAtLimit')} borderBottom="default" role="list">
      {places.map(place)}
    </Box>
  )
}
