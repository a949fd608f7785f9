// The drawer with the live sessions of a user, who can be logged out of one of them or of all. It asks before it ends what is
// somebody else's.
import { MessageBox } from '@adminjs/design-system'
import { ApiClient, useTranslation, type ActionProps, type RecordActionResponse } from 'adminjs'
import React from 'react'
import { PasswordDialog } from '../password/password-dialog.js'
import { problemIn, problemOf } from '../password/problem-in.js'
import type { PasswordAnswer } from '../password/wire.js'
import { Drawer } from '../ui/drawer.js'
import { Loading } from '../ui/loading.js'
import { SessionTable } from './session-table.js'
import { useSessionList, type ListAnswer } from './use-session-list.js'
import type { EndRequest, UserSessions } from './wire.js'
import { WorkingButton } from '../ui/working-button.js'

/** What the handler of the action adds to its answer; an answer that AdminJS refused itself is without. */
type SessionsResponse = RecordActionResponse & Partial<UserSessions & PasswordAnswer>

/** Sends what the drawer asks for. */
const sender =
  ({ action, resource, record }: ActionProps) =>
  async (page: number, data?: EndRequest): Promise<ListAnswer> => {
    const request = { resourceId: resource.id, recordId: record?.id ?? '', actionName: action.name, params: { page } }
    try {
      const answer = await new ApiClient().recordAction(data ? { ...request, data } : request)
      // AdminJS's client does not know what the action adds.
      const { singleSession, notice, redirectUrl } = answer.data as SessionsResponse
      return { list: singleSession, notice, redirectUrl, problem: problemIn(answer.data) }
    } catch (error) {
      return { problem: problemOf(error) }
    }
  }

/** The drawer of "Sessions". */
const SessionsDrawer = (props: ActionProps) => {
  const { action, resource, record } = props
  const { translateAction, translateMessage, translateButton } = useTranslation()
  const { list, ended, total, work, dialog, turnTo, end } = useSessionList(sender(props))
  const name = record?.title
  const whatEnds = (sessions: number): string =>
    translateMessage('singleSessionWillEnd', resource.id, { name, sessions })

  const content = () => {
    if (list) {
      return (
        <SessionTable
          label={translateAction(action.label, resource.id)}
          list={list}
          ended={ended}
          work={work}
          whenEmpty={translateMessage('singleSessionNoSessions', resource.id, { name })}
          endsCurrent
          onEnd={({ key, isCurrent }, inWords) => {
            const label = translateButton('singleSessionEndOne', resource.id)
            // One's own logout is none of the things that cannot be undone.
            end({ end: 'one', key }, { title: inWords, label, ...(!isCurrent && { confirm: whatEnds(1) }) })
          }}
          onPage={turnTo}
        />
      )
    }
    if (list === null) {
      return <MessageBox variant="warning" message={translateMessage('singleSessionNotYours', resource.id)} />
    }
    if (work) return <Loading />
    return <MessageBox variant="danger" message={translateMessage('singleSessionFailed', resource.id)} />
  }

  const endAll = list ? (
    <WorkingButton
      variant="contained"
      color="danger"
      size="lg"
      isWorking={typeof work === 'object' && work?.end === 'all'}
      disabled={work !== null || total === 0}
      onClick={() => {
        const label = translateButton('singleSessionEndSessions', resource.id, { count: total })
        const title = translateButton('singleSessionEndAll', resource.id)
        end({ end: 'all' }, { title, label, confirm: whatEnds(total) })
      }}
    >
      {translateButton('singleSessionEndAll', resource.id)}
    </WorkingButton>
  ) : null

  return (
    <>
      <Drawer {...props} name="single-session-sessions" footer={endAll}>
        {content()}
      </Drawer>
      {dialog && <PasswordDialog {...dialog} />}
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default SessionsDrawer
