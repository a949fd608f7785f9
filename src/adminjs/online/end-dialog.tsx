// Says what will end, before it does.
import { Box, MessageBox, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useId } from 'react'
import { inWords } from '../sessions/session-cells.js'
import { Dialog } from '../ui/dialog.js'
import { PlainButton } from '../ui/plain-button.js'
import { WorkingButton } from '../ui/working-button.js'
import type { OnlineSession } from './wire.js'

/** The sessions that will end, and what to do then. */
export interface EndDialogProps {
  readonly sessions: readonly OnlineSession[]
  readonly title: string
  readonly isWorking: boolean
  readonly onSubmit: () => void
  readonly onClose: () => void
}

/** Asks whether these sessions shall end. */
export const EndDialog = ({ sessions, title, isWorking, onSubmit, onClose }: EndDialogProps) => {
  const { translateMessage, translateLabel, translateButton } = useTranslation()
  const descriptionId = useId()
  const users = new Set(sessions.map(({ userId }) => userId)).size

  return (
    <Dialog variant="danger" role="alertdialog" title={title} descriptionId={descriptionId} onClose={onClose}>
      <div id={descriptionId}>
        <Text my="lg">
          {translateMessage('singleSessionWillBeLoggedOut', undefined, { users, sessions: sessions.length })}
        </Text>
        {sessions.some(({ isCurrent }) => isCurrent) && (
          <MessageBox mb="lg" variant="warning" message={translateMessage('singleSessionYouToo')} />
        )}
        <ul style={{ maxHeight: '40vh', overflowY: 'auto' }} tabIndex={0}>
          {sessions.map((session) => (
            <li key={session.key} style={{ padding: '4px 0', overflowWrap: 'anywhere' }}>
              <strong style={{ fontWeight: 'bold' }}>{session.title}</strong>,{' '}
              {inWords(session, translateLabel('singleSessionUnknownDevice'))}
            </li>
          ))}
        </ul>
      </div>
      <Box flex flexWrap="wrap" justifyContent="flex-end" mt="xl" style={{ gap: 16 }}>
        <PlainButton onClick={onClose}>{translateButton('singleSessionCancel')}</PlainButton>
        <WorkingButton variant="contained" color="danger" isWorking={isWorking} onClick={onSubmit}>
          {translateButton('singleSessionLogOut', undefined, { count: users })}
        </WorkingButton>
      </Box>
    </Dialog>
  )
}
