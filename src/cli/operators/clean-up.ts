// The command "cleanup": removes what is dead already, so it need not ask.
import type { Given } from '../given.js'
import type { Terminal } from '../terminal.js'
import { loadSingleSession } from './load-single-session.js'
import { asJson, counted } from './results.js'

/** Removes expired sessions, and events that are too old. */
export async function cleanUp({ texts, flags }: Given, terminal: Terminal): Promise<void> {
  const singleSession = await loadSingleSession(texts.config, terminal)
  const onProgress = (removed: number): void => {
    terminal.showProgress(`Removed ${counted(removed, 'expired session')} so far`)
  }
  const sessions = await singleSession.removeExpiredSessions({ onProgress })
  terminal.write(flags.has('json') ? asJson({ sessions }) : `Removed ${counted(sessions, 'expired session')}.\n`)
}
