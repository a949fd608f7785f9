// Says that the session of this tab ends soon, and offers to stay if that can be.
import { Box, Button, MessageBox, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useId, useState } from 'react'
import { Dialog } from '../ui/dialog.js'
import { WorkingButton } from '../ui/working-button.js'
import { TimeLeft } from './time-left.js'
import type { SessionEnd } from './use-session-end.js'

/** Says that the session of this tab ends soon. */
export const EndingDialog = ({ near, stay, dismiss, hide }: SessionEnd) => {
  const { translateMessage, translateButton } = useTranslation()
  const [isWorking, setWorking] = useState(false)
  const [hasFailed, setFailed] = useState(false)
  const descriptionId = useId()
  if (!near) return null
  const { endsAt, canStay } = near

  const tryToStay = async (): Promise<void> => {
    setWorking(true)
    const hasStayed = await stay()
    setWorking(false)
    setFailed(!hasStayed)
  }
  // Who presses Escape is there, and means to go on: to take it for a no would lose what they have entered. If it fails, the
  // next answer of the server brings the dialog back.
  const onClose = (): void => {
    if (!canStay) dismiss()
    else {
      hide()
      void tryToStay()
    }
  }

  return (
    <Dialog
      role="alertdialog"
      variant="primary"
      title={translateMessage('singleSessionTabEndsSoon')}
      descriptionId={descriptionId}
      onClose={onClose}
    >
      <Text id={descriptionId} my="lg">
        {canStay ? translateMessage('singleSessionTabUnused') : translateMessage('singleSessionTabLongest')}
      </Text>
      <TimeLeft endsAt={endsAt} />
      {hasFailed && (
        <MessageBox variant="danger" mt="lg" message={translateMessage('singleSessionFailed')} role="alert" />
      )}
      <Box flex justifyContent="flex-end" mt="xl">
        {canStay ? (
          <WorkingButton variant="contained" color="primary" isWorking={isWorking} onClick={() => void tryToStay()}>
            {translateButton('singleSessionStayLoggedIn')}
          </WorkingButton>
        ) : (
          <Button type="button" variant="contained" onClick={dismiss}>
            {translateButton('singleSessionBackToPage')}
          </Button>
        )}
      </Box>
    </Dialog>
  )
}
