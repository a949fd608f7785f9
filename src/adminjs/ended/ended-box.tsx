// Says why a session has ended: on the login page, and in the dialog of an open tab.
import { MessageBox } from '@adminjs/design-system'
import { useTranslation } from 'adminjs'
import React from 'react'
import { dateAndTime } from '../ui/dates.js'
import type { EndedNotice } from './wire.js'

/** The notice, and where those go who did not do it. */
export interface EndedBoxProps {
  readonly notice: EndedNotice
  readonly wasntYouPath: string
  /** Of a page with something to lose: it opens in another tab. */
  readonly opensTab?: boolean
}

/** Says why a session has ended. */
export const EndedBox = ({ notice, wasntYouPath, opensTab = false }: EndedBoxProps) => {
  const { translateMessage, translateButton, i18n } = useTranslation()
  const { message, device, ipAddress, by } = notice
  const at = notice.at && dateAndTime(notice.at, i18n.language)
  const details = [at, device, ipAddress].filter(Boolean).join(' · ')
  const isQuiet = by === 'user'

  return (
    <MessageBox
      mb="lg"
      variant={isQuiet ? 'success' : by === 'elsewhere' ? 'danger' : 'info'}
      // What has just been clicked is confirmed; all else interrupts.
      role={isQuiet ? 'status' : 'alert'}
      message={translateMessage(message) + (details && ` (${details})`)}
      style={{ overflowWrap: 'anywhere' }}
    >
      {by === 'elsewhere' && (
        <a
          href={wasntYouPath}
          {...(opensTab && { target: '_blank', rel: 'noopener' })}
          style={{ display: 'inline-block', padding: '4px 0', color: 'inherit', textDecoration: 'underline' }}
        >
          {translateButton('singleSessionWasntYou')}
        </a>
      )}
    </MessageBox>
  )
}
