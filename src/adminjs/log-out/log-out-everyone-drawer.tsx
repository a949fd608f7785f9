// The drawer that logs out everyone who is logged in, with or without the one who asks.
import { Box, CheckBox, DrawerContent, DrawerFooter, Label, MessageBox } from '@adminjs/design-system'
import { ActionHeader, useTranslation, type ActionProps } from 'adminjs'
import React, { useId, useState } from 'react'
import { Loading } from '../ui/loading.js'
import { WorkingButton } from '../ui/working-button.js'
import { useEveryone } from './use-everyone.js'

/** The drawer of "Log out everyone". */
const LogOutEveryone = (props: ActionProps) => {
  const { resource } = props
  const { concerned, work, logOut } = useEveryone(props)
  const [keepMe, setKeepMe] = useState(true)
  const { translateMessage, translateLabel, translateButton } = useTranslation()
  const keepMeId = useId()
  const counts = concerned?.[keepMe ? 'others' : 'everyone']

  const content = () => {
    if (work === 'loading') return <Loading />
    if (!counts) return <MessageBox variant="danger" message={translateMessage('singleSessionFailed', resource.id)} />
    return (
      <>
        <div role="status">
          <MessageBox
            mb="xl"
            variant={counts.users > 0 ? 'info' : 'warning'}
            message={translateMessage(
              counts.users > 0 ? 'singleSessionWillBeLoggedOut' : 'singleSessionNobodyLoggedIn',
              resource.id,
              { ...counts },
            )}
          />
        </div>
        <Box flex alignItems="center">
          <CheckBox
            id={keepMeId}
            checked={keepMe}
            disabled={work !== null}
            onChange={() => {
              setKeepMe(!keepMe)
            }}
          />
          <Label inline htmlFor={keepMeId} ml="default">
            {translateLabel('singleSessionKeepMe', resource.id)}
          </Label>
        </Box>
      </>
    )
  }

  return (
    <>
      <DrawerContent data-css="single-session-everyone">
        <ActionHeader {...props} omitActions />
        {content()}
      </DrawerContent>
      {counts && (
        <DrawerFooter>
          <WorkingButton
            variant="contained"
            color="danger"
            size="lg"
            isWorking={work === 'ending'}
            disabled={counts.users === 0}
            onClick={() => {
              logOut(keepMe)
            }}
          >
            {translateButton('singleSessionLogOut', resource.id, { count: counts.users })}
          </WorkingButton>
        </DrawerFooter>
      )}
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default LogOutEveryone
