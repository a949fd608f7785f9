// Saves the session before the answer begins, or notes that it was used. express-session does either while the answer is being
// sent: a save that fails then has been reported as done, and who ends the connection meanwhile cuts the answer off. Where
// there is neither to do, as with nearly every request, the answer goes past express-session, which would find that out by
// hashes.
import type { Request, Response } from 'express'
import { answerWith } from './answer-with.js'
import type { GuardedStore } from './guarded-store.js'
import { dropSession, sessionOf } from './request-session.js'
import { isChanged as hasChanges, noteStored, sessionState } from './session-state.js'

/** Headers that describe the answer which is not given then. */
const headersOfAnswer = [
  ...['Location', 'ETag', 'Last-Modified', 'Cache-Control'],
  ...['Content-Type', 'Content-Length', 'Content-Encoding', 'Content-Disposition'],
]

/** Ends an answer. */
type End = (...values: unknown[]) => Response

/** What ends an answer at this moment. */
export const endOf = (res: Response): End =>
  // Of one signature instead of three: the arguments are passed on as they come.
  res.end.bind(res) as End

/**
 * Lets the answer wait for the save, if there is something to save, or for the note that the session was used. If a save fails,
 * the app's error handler answers.
 *
 * @param endPlainly ends the answer as it did before express-session came.
 */
export function saveBeforeAnswer(req: Request, res: Response, store: GuardedStore, endPlainly: End): void {
  const end = endOf(res)
  const sidOfBrowser = req.sessionID
  let isSaving = false

  res.end = (...values: unknown[]): Response => {
    // As in Node, only the first end counts.
    if (isSaving) return res
    const session = sessionOf(req)
    if (!session) return end(...values)
    const isChanged = mayBeChanged(session)
    // Under a new id express-session saves an empty session, too.
    const isSameId = req.sessionID === sidOfBrowser
    const goOn = isChanged || !isSameId ? end : endPlainly
    if (!isChanged && !store.useToNote(session)) return goOn(...values)

    isSaving = true
    const restoreHead = headOf(res)
    const saved = (error?: unknown): void => {
      isSaving = false
      restoreHead()
      if (error) fail(error)
      else goOn(...values)
    }
    try {
      if (isChanged) session.save(saved)
      // A cookie is renewed only if its session was found where it is to be used on: so that is noted first.
      else void store.touch(req.sessionID, session, saved)
    } catch (error) {
      saved(error)
    }
    return res
  }

  function fail(error: unknown): void {
    if (!res.headersSent) {
      for (const name of headersOfAnswer) res.removeHeader(name)
      // Should anything end the answer before the error handler does, then not as a success.
      res.statusCode = 500
    }
    forgetChanges()
    void answerWith(req, error)
  }

  /** Leaves nothing that the error's answer would save. */
  function forgetChanges(): void {
    const session = sessionOf(req)
    const known = sessionState(session)
    try {
      if (session && known?.link && req.sessionID !== sidOfBrowser) {
        // This request logged somebody in, or gave them a new id, and that has happened: the browser has to hear of it.
        noteStored(session, known.link, known.expiresAt)
        return
      }
    } catch {
      // What JSON cannot hold cannot go on.
    }
    dropSession(req)
  }
}

/**
 * Keeps the status and the headers of an answer that has to wait; what it returns restores them. Of an error AdminJS's parser
 * tells Express twice: the second answer has ended nowhere, but its length would be said of the first.
 */
function headOf(res: Response): () => void {
  const { statusCode, statusMessage } = res
  const headers = res.getHeaders()
  return () => {
    if (res.headersSent) return
    Object.assign(res, { statusCode, statusMessage })
    for (const name of res.getHeaderNames()) if (!(name in headers)) res.removeHeader(name)
    for (const [name, value] of Object.entries(headers)) {
      if (value !== undefined && res.getHeader(name) !== value) res.setHeader(name, value)
    }
  }
}

/** What JSON cannot hold counts as changed: the attempt to save it says what is wrong. */
function mayBeChanged(session: object): boolean {
  try {
    return hasChanges(session)
  } catch {
    return true
  }
}
