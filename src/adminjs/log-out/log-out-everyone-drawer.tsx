// The drawer that logs out everyone who is logged in, with or without the one who asks.
import { Box, CheckBox, Label, MessageBox } from '@adminjs/design-system'
import { useTranslation, type ActionProps } from 'adminjs'
import React, { useId, useState } from 'react'
import { PasswordDialog } from '../password/password-dialog.js'
import { Drawer } from '../ui/drawer.js'
import { Loading } from '../ui/loading.js'
import { WorkingButton } from '../ui/working-button.js'
import { useEveryone } from './use-everyone.js'

/** The drawer of "Log out everyone". */
const LogOutEveryone = (props: ActionProps) => {
  const { action, resource } = props
  const { concerned, work, dialog, logOut } = useEveryone(props)
  const [keepMe, setKeepMe] = useState(true)
  const { translateAction, translateMessage, translateLabel, translateButton } = useTranslation()
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

  const end = counts ? (
    <WorkingButton
      variant="contained"
      color="danger"
      size="lg"
      isWorking={work === 'ending'}
      disabled={counts.users === 0}
      onClick={() => {
        const label = translateButton('singleSessionLogOut', resource.id, { count: counts.users })
        logOut({ keepMe }, { title: translateAction(action.label, resource.id), label })
      }}
    >
      {translateButton('singleSessionLogOut', resource.id, { count: counts.users })}
    </WorkingButton>
  ) : null

  return (
    <>
      <Drawer {...props} name="single-session-everyone" footer={end}>
        {content()}
      </Drawer>
      {dialog && <PasswordDialog {...dialog} />}
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default LogOutEveryone
