// The command "logout-everyone": for the day on which passwords have got about.
import type { Given } from '../given.js'
import type { Terminal } from '../terminal.js'
import { loadSingleSession } from './load-single-session.js'
import { asJson, confirm, progressBar, usersAndSessions } from './results.js'

/** Asks, and logs everyone out but those who stay. */
export async function logOutEveryone({ texts, flags, except }: Given, terminal: Terminal): Promise<void> {
  const singleSession = await loadSingleSession(texts.config, terminal)
  const { users, sessions } = await singleSession.countSessions()
  const staying = except.length > 0 ? `, except ${except.join(', ')}` : ''
  const question = `Log out everyone${staying}? Now ${usersAndSessions({ users, sessions })} ${users === 1 ? 'is' : 'are'} logged in.`
  await confirm(question, flags.has('yes'), terminal)
  const onProgress = (ended: { readonly users: number }): void => {
    terminal.showProgress(progressBar(ended.users, users, 'user'))
  }
  const ended = await singleSession.endEveryone({ except, onProgress })
  terminal.write(flags.has('json') ? asJson(ended) : `Logged out ${usersAndSessions(ended)}.\n`)
}
