// The drawer that logs out everyone who is logged in, with or without the one who asks.
import { Box, CheckBox, DrawerContent, DrawerFooter, Label, MessageBox } from '@adminjs/design-system'
import {
  ActionHeader,
  ApiClient,
  useNotice,
  useTranslation,
  ViewHelpers,
  type ActionProps,
  type ActionResponse,
} from 'adminjs'
import React, { useEffect, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import type { EveryoneResponse } from './wire.js'
import { Loading } from '../ui/loading.js'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import { WorkingButton } from '../ui/working-button.js'

/** What the handler of the action adds to its answer; an answer that AdminJS refused itself is without. */
type Concerned = EveryoneResponse['singleSession']

const LogOutEveryone = (props: ActionProps) => {
  const { action, resource } = props
  const [concerned, setConcerned] = useState<Concerned>()
  const [keepMe, setKeepMe] = useState(true)
  const [work, setWork] = useState<'loading' | 'ending' | null>('loading')
  const { translateMessage, translateLabel, translateButton } = useTranslation()
  const notify = useNotice()
  const navigate = useNavigate()
  const keepMeId = useId()
  const counts = concerned?.[keepMe ? 'others' : 'everyone']

  /** Sends a request and returns its answer; nothing if it failed, which is told. */
  const send = async (data?: { keepMe: boolean }): Promise<ActionResponse | undefined> => {
    setWork(data ? 'ending' : 'loading')
    try {
      const request = { resourceId: resource.id, actionName: action.name }
      const answer = await new ApiClient().resourceAction(data ? { ...request, data } : request)
      if (answer.data.notice) notify(answer.data.notice)
      return answer.data
    } catch (error) {
      // If the session has ended, the watch of the tab does the rest.
      if (!isEndedError(error)) notify({ message: 'singleSessionFailed', type: 'error', resourceId: resource.id })
      return undefined
    }
  }

  const load = async (): Promise<void> => {
    const answer = await send()
    setConcerned((answer as Partial<EveryoneResponse> | undefined)?.singleSession)
    setWork(null)
  }

  const confirm = async (): Promise<void> => {
    const answer = await send({ keepMe })
    if (answer?.redirectUrl !== undefined) window.location.assign(answer.redirectUrl)
    else if (answer && answer.notice?.type !== 'error')
      navigate(new ViewHelpers().resourceUrl({ resourceId: resource.id }))
    else setWork(null)
  }

  useEffect(() => void load(), [])

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
            onClick={() => void confirm()}
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
