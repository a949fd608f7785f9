// The command "logout": ends all sessions of some users.
import type { Given } from '../given.js'
import type { Terminal } from '../terminal.js'
import { loadSingleSession } from './load-single-session.js'
import { asJson, confirm, counted, usersAndSessions } from './results.js'

/** Asks, and logs them out. */
export async function logOut({ operands: userIds, texts, flags }: Given, terminal: Terminal): Promise<void> {
  const singleSession = await loadSingleSession(texts.config, terminal)
  let sessions = 0
  for (const userId of userIds) sessions += (await singleSession.listSessions(userId)).total
  const whom = userIds.length === 1 ? `user ${userIds[0] ?? ''}` : counted(userIds.length, 'user')
  // Asked even of nobody: they may log in before the answer.
  await confirm(`Log out ${whom} on ${counted(sessions, 'session')}?`, flags.has('yes'), terminal)
  const ended = await singleSession.endSessions(userIds)
  terminal.write(flags.has('json') ? asJson(ended) : `Logged out ${usersAndSessions(ended)}.\n`)
}
