// The page with one's own live sessions, and with what happened to one's account: each session can be ended but the one that
// asks, which has the logout for that.
import { Box, H2, MessageBox, Text } from '@adminjs/design-system'
import { ApiClient, useTranslation } from 'adminjs'
import React from 'react'
import { PasswordDialog } from '../password/password-dialog.js'
import { problemOf } from '../password/problem-in.js'
import { Loading } from '../ui/loading.js'
import { MyHistory } from './my-history.js'
import { NotYou } from './not-you.js'
import { SessionTable } from './session-table.js'
import { useSessionList, type ListAnswer, type SessionList } from './use-session-list.js'
import {
  mySessionsPageName as pageName,
  type EndRequest,
  type MySessionsPage,
  type MySessionsResponse,
} from './wire.js'
import { roomAtSides } from '../ui/room-at-sides.js'
import { WorkingButton } from '../ui/working-button.js'

/** Sends what the page asks for. */
async function send(page: number, data?: EndRequest): Promise<ListAnswer<MySessionsPage>> {
  const api = new ApiClient()
  if (!data) return { list: (await api.getPage<MySessionsPage>({ pageName, params: { page } })).data }
  try {
    const post = { pageName, params: { page }, method: 'post' as const, data }
    const answer = (await api.getPage<MySessionsResponse>(post)).data
    return 'passwordProblem' in answer ? { problem: answer.passwordProblem } : answer
  } catch (error) {
    return { problem: problemOf(error) }
  }
}

/** The page "My sessions". */
const MySessions = () => {
  const { translatePage, translateMessage, translateButton } = useTranslation()
  const sessions = useSessionList<MySessionsPage>(send)
  const { list, ended, total, work, dialog, turnTo, end } = sessions

  const endOthers = (): void => {
    const confirm = translateMessage('singleSessionWillEndOthers', undefined, { sessions: total - 1 })
    const label = translateButton('singleSessionEndSessions', undefined, { count: total - 1 })
    end({ end: 'others' }, { title: translateButton('singleSessionEndOthers'), label, confirm })
  }

  const content = () => {
    if (!list)
      return work ? <Loading /> : <MessageBox variant="danger" message={translateMessage('singleSessionFailed')} />
    return (
      <>
        <Toolbar sessions={sessions} endOthers={endOthers} />
        <SessionTable
          label={translatePage(pageName)}
          list={list}
          ended={ended}
          work={work}
          endsCurrent={false}
          onEnd={({ key }, inWords) => {
            end({ end: 'one', key }, { title: inWords, label: translateButton('singleSessionEndOne') })
          }}
          onPage={turnTo}
        />
      </>
    )
  }

  return (
    <Box p={['default', 'xl']} data-css="single-session-my-sessions">
      <H2 mb="lg">{translatePage(pageName)}</H2>
      <Box variant="container" style={roomAtSides}>
        {content()}
      </Box>
      {list && (
        <NotYou changePasswordUrl={list.changePasswordUrl} canEnd={total > 1 && work === null} endOthers={endOthers} />
      )}
      <MyHistory ended={ended.size} />
      {dialog && <PasswordDialog {...dialog} />}
    </Box>
  )
}

interface ToolbarProps {
  readonly sessions: SessionList<MySessionsPage>
  readonly endOthers: () => void
}

/** How many sessions there are, and what can be done with all of them. */
const Toolbar = ({ sessions: { list, total, work, turnTo }, endOthers }: ToolbarProps) => {
  const { translateMessage, translateButton } = useTranslation()
  const message =
    total > 1
      ? translateMessage('singleSessionTotal', undefined, { sessions: total })
      : translateMessage('singleSessionOnlyThisOne')
  return (
    <Box flex flexWrap="wrap" alignItems="center" justifyContent="space-between" mb="lg" style={{ gap: 12 }}>
      <Text role="status">{message}</Text>
      <Box flex flexWrap="wrap" style={{ gap: 8 }}>
        <WorkingButton
          variant="outlined"
          color="primary"
          isWorking={work === 'page'}
          disabled={work !== null}
          onClick={() => {
            turnTo(list?.page ?? 1)
          }}
        >
          {translateButton('singleSessionRefresh')}
        </WorkingButton>
        {total > 1 && (
          <WorkingButton
            variant="contained"
            color="danger"
            isWorking={typeof work === 'object' && work?.end === 'others'}
            disabled={work !== null}
            onClick={endOthers}
          >
            {translateButton('singleSessionEndOthers')}
          </WorkingButton>
        )}
      </Box>
    </Box>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default MySessions
