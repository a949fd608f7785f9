// The drawer with the live sessions of a user, who can be logged out of one of them or of all.
import { DrawerContent, DrawerFooter, MessageBox } from '@adminjs/design-system'
import { ActionHeader, ApiClient, useTranslation, type ActionProps, type RecordActionResponse } from 'adminjs'
import React from 'react'
import { Loading } from '../ui/loading.js'
import { SessionTable } from './session-table.js'
import { useSessionList } from './use-session-list.js'
import type { SessionPage, UserSessions } from './wire.js'
import { WorkingButton } from '../ui/working-button.js'

/** What the handler of the action adds to its answer; an answer that AdminJS refused itself is without. */
type SessionsResponse = RecordActionResponse & Partial<UserSessions>

/** The drawer of "Sessions". */
const SessionsDrawer = (props: ActionProps) => {
  const { action, resource, record } = props
  const { translateAction, translateMessage, translateButton } = useTranslation()
  const { list, work, turnTo, end } = useSessionList<SessionPage>(async (page, data) => {
    const request = { resourceId: resource.id, recordId: record?.id ?? '', actionName: action.name, params: { page } }
    const answer = await new ApiClient().recordAction(data ? { ...request, data } : request)
    // AdminJS's client does not know what the action adds.
    const { singleSession, notice, redirectUrl } = answer.data as SessionsResponse
    return { list: singleSession, notice, redirectUrl }
  })

  const content = () => {
    if (list) {
      return (
        <SessionTable
          label={translateAction(action.label, resource.id)}
          list={list}
          work={work}
          whenEmpty={translateMessage('singleSessionNoSessions', resource.id, { name: record?.title })}
          endsCurrent
          onEnd={({ key }) => {
            end({ end: 'one', key })
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

  return (
    <>
      <DrawerContent data-css="single-session-sessions">
        <ActionHeader {...props} {...(record && { tag: record.title })} omitActions />
        {content()}
      </DrawerContent>
      {list && (
        <DrawerFooter>
          <WorkingButton
            variant="contained"
            color="danger"
            size="lg"
            isWorking={typeof work === 'object' && work?.end === 'all'}
            disabled={work !== null || list.total === 0}
            onClick={() => {
              end({ end: 'all' })
            }}
          >
            {translateButton('singleSessionEndAll', resource.id)}
          </WorkingButton>
        </DrawerFooter>
      )}
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default SessionsDrawer
