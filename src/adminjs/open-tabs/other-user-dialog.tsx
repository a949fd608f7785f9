// Says that somebody else has logged in, in another tab or in the dialog of this one: nothing of this page is saved in their name.
import { Box, Button, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useId } from 'react'
import { Dialog } from '../ui/dialog.js'

/** Says so, and leads to the first page of the panel. */
export const OtherUserDialog = ({ rootPath }: { readonly rootPath: string }) => {
  const { translateMessage, translateButton } = useTranslation()
  const descriptionId = useId()
  const leave = (): void => {
    window.location.assign(rootPath)
  }

  return (
    <Dialog
      role="alertdialog"
      variant="danger"
      title={translateMessage('singleSessionOtherUser')}
      descriptionId={descriptionId}
      onClose={leave}
    >
      <Text id={descriptionId} my="lg" style={{ lineHeight: 1.5 }}>
        {translateMessage('singleSessionOtherUserUnsaved')}
      </Text>
      <Box flex justifyContent="flex-end" mt="xl">
        <Button type="button" variant="contained" onClick={leave}>
          {translateButton('singleSessionFirstPage')}
        </Button>
      </Box>
    </Dialog>
  )
}
