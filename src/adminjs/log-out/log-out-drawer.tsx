// The drawer of both bulk actions: whom they will log out, whom they leave alone, and the button that does it.
import { MessageBox } from '@adminjs/design-system'
import { ApiClient, useNotice, useTranslation, type ActionProps, type ActionResponse } from 'adminjs'
import React, { useState } from 'react'
import { useNavigate } from 'react-router'
import { PasswordDialog } from '../password/password-dialog.js'
import { problemIn, problemOf } from '../password/problem-in.js'
import { failed, usePassword, type Hindrance } from '../password/use-password.js'
import type { PasswordAnswer } from '../password/wire.js'
import { Drawer } from '../ui/drawer.js'
import { WorkingButton } from '../ui/working-button.js'
import { SelectedUsers } from './selected-users.js'
import type { SelectedRecord } from './wire.js'

/** The drawer of a bulk action. */
const LogOutDrawer = (props: ActionProps) => {
  const { action, resource } = props
  // What the handler of the action adds to each record; AdminJS does not know of it.
  const records = (props.records ?? []) as unknown as SelectedRecord[]
  const [busy, setBusy] = useState(false)
  const { translateAction, translateMessage, translateButton } = useTranslation()
  const notify = useNotice()
  const navigate = useNavigate()

  const concerned = records.filter(
    ({ singleSession }) => !singleSession.skippedBecause && (singleSession.liveSessions ?? 0) > 0,
  )
  const sessions = concerned.reduce((sum, { singleSession }) => sum + (singleSession.liveSessions ?? 0), 0)
  const counts = { users: concerned.length, sessions }

  const { asked, dialog, start } = usePassword<object>(async (data): Promise<Hindrance | undefined> => {
    setBusy(true)
    try {
      const recordIds = records.map(({ id }) => id)
      const request = { resourceId: resource.id, actionName: action.name, recordIds, method: 'post' as const, data }
      const sent = new ApiClient().bulkAction(request)
      const answer: ActionResponse & Partial<PasswordAnswer> = await sent.then(
        (got) => got.data,
        (error: unknown) => ({ passwordProblem: problemOf(error) }),
      )
      const problem = problemIn(answer)
      const isRefused = answer.notice?.type === 'error'
      if (problem ?? isRefused) setBusy(false)
      else finish(answer)
      return answer.notice && isRefused ? { is: 'failed', notice: answer.notice } : problem
    } catch {
      // Also when the answer is the login page: then AdminJS leads there by itself.
      setBusy(false)
      return failed(resource.id)
    }
  })
  const label = translateButton('singleSessionLogOut', resource.id, { count: concerned.length })

  const finish = ({ notice, redirectUrl }: ActionResponse): void => {
    if (notice) notify(notice)
    if (redirectUrl === undefined) setBusy(false)
    else if (concerned.some(({ singleSession }) => singleSession.isCurrentAdmin)) window.location.assign(redirectUrl)
    else {
      const search = new URLSearchParams(window.location.search)
      search.delete('recordIds')
      search.set('refresh', 'true')
      navigate({ pathname: redirectUrl, search: search.toString() })
    }
  }

  const end = (
    <WorkingButton
      variant="contained"
      color="danger"
      size="lg"
      isWorking={busy || asked !== null}
      disabled={concerned.length === 0}
      onClick={() => {
        start({}, { title: translateAction(action.label, resource.id), label })
      }}
    >
      {label}
    </WorkingButton>
  )

  return (
    <>
      <Drawer {...props} name="single-session-drawer" footer={end}>
        <MessageBox
          mb="xl"
          variant={concerned.length > 0 ? 'info' : 'warning'}
          message={translateMessage(
            concerned.length > 0 ? 'singleSessionWillBeLoggedOut' : 'singleSessionNobody',
            resource.id,
            counts,
          )}
        />
        {concerned.some(({ singleSession }) => singleSession.isCurrentAdmin) && (
          <MessageBox mb="xl" variant="warning" message={translateMessage('singleSessionYouToo', resource.id)} />
        )}
        <SelectedUsers records={records} resourceId={resource.id} />
      </Drawer>
      {dialog && <PasswordDialog {...dialog} />}
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default LogOutDrawer
