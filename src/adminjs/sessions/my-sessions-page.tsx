// The page with one's own live sessions: each can be ended but the one that asks, which has the logout for that.
import { Box, H2, MessageBox } from '@adminjs/design-system'
import { ApiClient, useTranslation } from 'adminjs'
import React, { useState } from 'react'
import { Loading } from '../ui/loading.js'
import { PasswordDialog } from './password-dialog.js'
import { SessionTable } from './session-table.js'
import { useSessionList } from './use-session-list.js'
import {
  mySessionsPageName as pageName,
  type EndRequest,
  type MySessions as List,
  type MySessionsResponse,
} from './wire.js'
import { WorkingButton } from '../ui/working-button.js'

/** The page "My sessions". */
const MySessions = () => {
  const { translatePage, translateMessage, translateButton } = useTranslation()
  /** What the password is being asked for. */
  const [asked, setAsked] = useState<{ request: EndRequest; title: string } | null>(null)
  const [isPasswordWrong, setPasswordWrong] = useState(false)

  const { list, work, turnTo, end } = useSessionList<List>(async (page, request) => {
    const api = new ApiClient()
    if (!request) {
      const { data } = await api.getPage<List>({ pageName, params: { page } })
      return { list: data, notice: undefined }
    }
    setPasswordWrong(false)
    const post = { pageName, params: { page }, method: 'post' as const, data: request }
    const { data } = await api.getPage<MySessionsResponse>(post)
    if (data.isPasswordWrong) {
      setPasswordWrong(true)
      return { list: data.list, notice: undefined }
    }
    setAsked(null)
    return { list: data.list, notice: data.notice }
  })

  const start = (request: EndRequest, title: string): void => {
    if (list?.asksPassword) setAsked({ request, title })
    else end(request)
  }

  const cancel = (): void => {
    setAsked(null)
    setPasswordWrong(false)
  }

  const content = () => {
    if (!list)
      return work ? <Loading /> : <MessageBox variant="danger" message={translateMessage('singleSessionFailed')} />
    return (
      <>
        {list.total === 1 && <MessageBox mb="xl" message={translateMessage('singleSessionOnlyThisOne')} />}
        <SessionTable
          label={translatePage(pageName)}
          list={list}
          work={work}
          endsCurrent={false}
          onEnd={({ key }, inWords) => {
            start({ end: 'one', key }, inWords)
          }}
          onPage={turnTo}
        />
        {list.total > 1 && (
          <Box mt="xl">
            <WorkingButton
              variant="contained"
              color="danger"
              isWorking={typeof work === 'object' && work?.end === 'others'}
              disabled={work !== null}
              onClick={() => {
                start({ end: 'others' }, translateButton('singleSessionEndOthers'))
              }}
            >
              {translateButton('singleSessionEndOthers')}
            </WorkingButton>
          </Box>
        )}
      </>
    )
  }

  return (
    <Box p={['default', 'xl']} data-css="single-session-my-sessions">
      <H2 mb="lg">{translatePage(pageName)}</H2>
      <Box variant="container">{content()}</Box>
      {asked && (
        <PasswordDialog
          title={asked.title}
          label={translateButton(asked.request.end === 'one' ? 'singleSessionEndOne' : 'singleSessionEndOthers')}
          isWrong={isPasswordWrong}
          isWorking={work !== null}
          onSubmit={(password) => {
            end({ ...asked.request, password })
          }}
          onClose={cancel}
        />
      )}
    </Box>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default MySessions
