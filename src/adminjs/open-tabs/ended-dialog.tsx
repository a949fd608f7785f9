// Says in an open tab that its session has ended, and why, and lets its user log in there: what they entered stays.
import { Button, MessageBox, Text } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React, { useEffect, useId, useState } from 'react'
import { EndedBox } from '../ended/ended-box.js'
import { listenToTold, noticeOf } from '../ended/told-here.js'
import type { EndedAnswer } from '../ended/wire.js'
import { Dialog } from '../ui/dialog.js'
import { PlainButton } from '../ui/plain-button.js'
import { LogInForm } from './log-in-form.js'
import type { DialogFacts } from './wire.js'

/** What the dialog is about. */
export interface EndedDialogProps {
  readonly loginPath: string
  /** Where to ask why the session has ended. */
  readonly endedUrl: string
  /** The email address of the user who was here. */
  readonly email: string
  readonly onLoggedIn: () => void
  readonly onClose: () => void
}

type Facts = DialogFacts & EndedAnswer

/** Says that the session of this tab has ended. */
export const EndedDialog = ({ loginPath, endedUrl, email, onLoggedIn, onClose }: EndedDialogProps) => {
  const { translateMessage, translateButton } = useTranslation()
  const [facts, setFacts] = useState<Facts>()
  const [elsewhere, setElsewhere] = useState<{ readonly message: string | null }>()
  const descriptionId = useId()

  useEffect(() => {
    let isGone = false
    void askWhy(endedUrl, loginPath).then((known) => {
      if (!isGone) setFacts(known)
    })
    return () => {
      isGone = true
    }
  }, [])
  const isAnswered = facts !== undefined
  useEffect(() => {
    if (!isAnswered) return
    // Of several tabs whose session has ended, the server told one.
    const look = (): void => {
      setFacts((known) => known && { ...known, notice: noticeOf(known, loginPath) ?? null })
    }
    look()
    return listenToTold(look)
  }, [isAnswered])

  if (!facts) return null
  const { notice, wasntYouPath } = facts
  const logsInHere = facts.logsInHere && !elsewhere
  const stay = <PlainButton onClick={onClose}>{translateButton('singleSessionStay')}</PlainButton>

  return (
    <Dialog
      role="alertdialog"
      variant="primary"
      title={translateMessage('singleSessionTabEnded')}
      descriptionId={descriptionId}
      onClose={onClose}
    >
      <div style={{ marginTop: 16 }}>
        {notice && <EndedBox notice={notice} wasntYouPath={wasntYouPath} opensTab />}
        {elsewhere?.message && (
          <MessageBox mb="lg" variant="info" role="alert" message={translateMessage(elsewhere.message)} />
        )}
      </div>
      <Text id={descriptionId} mb="lg" style={{ lineHeight: 1.5 }}>
        {translateMessage(logsInHere ? 'singleSessionTabLogIn' : 'singleSessionTabLogInElsewhere')}
      </Text>
      {logsInHere ? (
        <LogInForm
          loginPath={loginPath}
          email={email}
          onLoggedIn={onLoggedIn}
          onElsewhere={(message) => {
            setElsewhere({ message })
          }}
        >
          {stay}
        </LogInForm>
      ) : (
        <div style={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 16, marginTop: 24 }}>
          {stay}
          <Button as="a" href={loginPath} target="_blank" rel="noopener" variant="contained">
            {translateButton('singleSessionGoToLogin')}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

/** How long to wait for the reason, in milliseconds: without it, the dialog still says what to do. */
const patienceMs = 3000

/** Asks why the session has ended. If the server does not say, the login page is where to go. */
async function askWhy(url: string, loginPath: string): Promise<Facts> {
  try {
    const response = await fetch(url, {
      ...{ cache: 'no-store', credentials: 'same-origin', redirect: 'error' },
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
    })
    if (!response.ok) throw new TypeError('no answer')
    // What our own route says.
    const answer = (await response.json()) as DialogFacts & EndedAnswer
    return answer
  } catch {
    return { logsInHere: false, wasntYouPath: loginPath, notice: null, key: null }
  }
}
