// Tells the browser that held a session why it has ended.
import type { Request } from 'express'
import { requestState } from '../../express/request-state.js'
import type { Ending } from '../../rule/endings.js'
import { keyOf } from '../../rule/session-key.js'
import { isSameDevice } from '../device.js'
import type { Parts } from '../parts.js'
import { endedNotice } from './ended-notice.js'
import type { EndedAnswer } from './wire.js'

const nothing: EndedAnswer = { notice: null, key: null }

/**
 * What a request is told of the ended session whose cookie it has: once by the server, to a browser like the one that logged in.
 * That browser keeps it, under the key, until somebody logs in; a cookie in other hands learns nothing more.
 */
export async function tellEnded(req: Request, { rule }: Pick<Parts, 'rule'>): Promise<EndedAnswer> {
  const { endedSid } = requestState(req)
  if (endedSid === undefined) return nothing
  const ending = await rule.endings.find(endedSid)
  // Somebody else with its cookie, who learns nothing, and leaves the notice to the one whom it is for.
  if (ending && !isFromDeviceOf(ending, req)) return nothing
  const untold = endedNotice(ending?.end)
  const notice = ending && untold && (await rule.endings.tell(ending)) ? untold : null
  return { notice, key: keyOf(endedSid) }
}

/**
 * Whether a request comes from a browser as the one that logged in, as far as that is kept: the cookie may have been copied,
 * and the notice tells where its user has logged in since.
 */
function isFromDeviceOf({ login }: Ending, req: Request): boolean {
  const userAgent = login?.userAgent ?? null
  return userAgent === null || isSameDevice(userAgent, req.get('user-agent') ?? '')
}
