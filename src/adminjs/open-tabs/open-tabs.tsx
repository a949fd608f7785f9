// On every page but the login: leaves for the login page when the session of this tab has ended, wherever that happened.
// If a form has been edited, the user decides when.
import { Box, Button, Text } from '@adminjs/design-system'
import { useTranslation, type ReduxState } from 'adminjs'
import React, { useEffect, useRef, useState, type ComponentType } from 'react'
import { useSelector } from 'react-redux'
import { useLocation } from 'react-router'
import { Dialog } from '../ui/dialog.js'
import { useEditedForm } from './use-edited-form.js'
import { watchSession } from './watch-session.js'
import { statusPath } from './wire.js'

/** What an open tab does when its session ends. */
const OpenTabs = ({ OriginalComponent }: { OriginalComponent: ComponentType }) => {
  const { rootPath, loginPath } = useSelector(({ paths }: ReduxState) => paths)
  const { translateMessage, translateButton } = useTranslation()
  const isEdited = useEditedForm()
  const { pathname } = useLocation()
  const hasEnded = useRef(false)
  const [isAsking, setAsking] = useState(false)

  const goToLogin = (): void => {
    window.location.assign(loginPath)
  }

  useEffect(
    () =>
      watchSession(`${rootPath === '/' ? '' : rootPath}${statusPath}`, () => {
        hasEnded.current = true
        if (isEdited.current) setAsking(true)
        else window.location.assign(loginPath)
      }),
    [rootPath, loginPath, isEdited],
  )

  // Whoever stayed, for what they had entered, has no other page of the panel to go to.
  useEffect(() => {
    if (hasEnded.current) window.location.assign(loginPath)
  }, [pathname, loginPath])

  const stay = (): void => {
    setAsking(false)
  }

  return (
    <>
      <OriginalComponent />
      {isAsking && (
        <Dialog variant="danger" title={translateMessage('singleSessionTabEnded')} onClose={stay}>
          <Text>{translateMessage('singleSessionTabUnsaved')}</Text>
          <Box flex flexWrap="wrap" justifyContent="flex-end" mt="xl" style={{ gap: 16 }}>
            <Button variant="outlined" onClick={stay}>
              {translateButton('singleSessionStay')}
            </Button>
            <Button variant="contained" onClick={goToLogin}>
              {translateButton('singleSessionGoToLogin')}
            </Button>
          </Box>
        </Dialog>
      )}
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default OpenTabs
