// What the lists of sessions say after a request.
import type { NoticeMessage } from 'adminjs'

/** The request did not say what to end. */
export const failed: NoticeMessage = { message: 'singleSessionFailed', type: 'error' }

/** One session was ended, or had ended already. */
export const endedOne = (sessions: number): NoticeMessage =>
  sessions === 0
    ? { message: 'singleSessionEndedAlready', type: 'info' }
    : { message: 'singleSessionEndedOne', type: 'success' }
