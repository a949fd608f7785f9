// The drawer of both bulk actions: whom they will log out, whom they leave alone, and the button that does it.
import { DrawerContent, DrawerFooter, MessageBox } from '@adminjs/design-system'
import { ActionHeader, ApiClient, useNotice, useTranslation, type ActionProps, type ActionResponse } from 'adminjs'
import React, { useState } from 'react'
import { useNavigate } from 'react-router'
import { WorkingButton } from '../ui/working-button.js'
import { SelectedUsers } from './selected-users.js'
import type { SelectedRecord } from './wire.js'

/** The drawer of a bulk action. */
const LogOutDrawer = (props: ActionProps) => {
  const { action, resource } = props
  // What the handler of the action adds to each record; AdminJS does not know of it.
  const records = (props.records ?? []) as unknown as SelectedRecord[]
  const [busy, setBusy] = useState(false)
  const { translateMessage, translateButton } = useTranslation()
  const notify = useNotice()
  const navigate = useNavigate()

  const concerned = records.filter(
    ({ singleSession }) => !singleSession.skippedBecause && singleSession.liveSessions > 0,
  )
  const sessions = concerned.reduce((sum, { singleSession }) => sum + singleSession.liveSessions, 0)
  const counts = { users: concerned.length, sessions }

  const confirm = async (): Promise<void> => {
    setBusy(true)
    try {
      const recordIds = records.map(({ id }) => id)
      const request = { resourceId: resource.id, actionName: action.name, recordIds, method: 'post' as const }
      const { data } = await new ApiClient().bulkAction(request)
      finish(data)
    } catch {
      // Also when the answer is the login page: then AdminJS leads there by itself.
      notify({ message: 'singleSessionFailed', type: 'error', resourceId: resource.id })
      setBusy(false)
    }
  }

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

  return (
    <>
      <DrawerContent data-css="single-session-drawer">
        <ActionHeader {...props} omitActions />
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
      </DrawerContent>
      <DrawerFooter>
        <WorkingButton
          variant="contained"
          color="danger"
          size="lg"
          isWorking={busy}
          disabled={concerned.length === 0}
          onClick={() => void confirm()}
        >
          {translateButton('singleSessionLogOut', resource.id, { count: concerned.length })}
        </WorkingButton>
      </DrawerFooter>
    </>
  )
}

// AdminJS's bundle takes the default export of a component's file.
export default LogOutDrawer
