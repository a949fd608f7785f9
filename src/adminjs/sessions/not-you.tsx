// What to do about something that one did not do oneself, step by step.
import { Box, H5, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React from 'react'
import { ButtonLink } from '../ui/plain-button.js'
import { roomAtSides } from '../ui/room-at-sides.js'
import { WorkingButton } from '../ui/working-button.js'

/** The ways out of it. */
export interface NotYouProps {
  /** Where people change their password; null if nobody says. */
  readonly changePasswordUrl: string | null
  /** Whether there is another session that could be ended now. */
  readonly canEnd: boolean
  readonly endOthers: () => void
}

/** The steps: the password first, or whoever knows it is back at once. */
export const NotYou = ({ changePasswordUrl, canEnd, endOthers }: NotYouProps) => {
  const { translateMessage, translateButton } = useTranslation()
  const step = { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 12, padding: '8px 0' } as const
  return (
    <Box as="section" variant="container" style={roomAtSides} mt="xl" id="not-you" aria-labelledby="not-you-title">
      <H5 id="not-you-title">{translateMessage('singleSessionNotYou')}</H5>
      <Box as="ol" m={0} pl="lg" style={{ listStyle: 'decimal' }}>
        <li>
          <div style={step}>
            <Text>{translateMessage('singleSessionNotYouLook')}</Text>
          </div>
        </li>
        <li>
          <div style={step}>
            <Text>
              {translateMessage(changePasswordUrl === null ? 'singleSessionNotYouAsk' : 'singleSessionNotYouPassword')}
            </Text>
            {changePasswordUrl !== null && (
              <ButtonLink href={changePasswordUrl}>{translateButton('singleSessionChangePassword')}</ButtonLink>
            )}
          </div>
        </li>
        <li>
          <div style={step}>
            <Text>{translateMessage('singleSessionNotYouEnd')}</Text>
            {canEnd && (
              <WorkingButton variant="outlined" color="danger" isWorking={false} onClick={endOthers}>
                {translateButton('singleSessionEndOthers')}
              </WorkingButton>
            )}
          </div>
        </li>
      </Box>
    </Box>
  )
}
