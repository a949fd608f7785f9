// The command "sessions": who is logged in, or the sessions of one user.
import type { ListedSession } from '../../index.js'
import type { Given } from '../given.js'
import type { Terminal } from '../terminal.js'
import { loadSingleSession, type Operated } from './load-single-session.js'
import { asJson, asTable, counted, usersAndSessions } from './results.js'

/** Lists them. */
export async function listSessions({ operands: [userId], texts, flags }: Given, terminal: Terminal): Promise<void> {
  const singleSession = await loadSingleSession(texts.config, terminal)
  const isJson = flags.has('json')
  if (userId === undefined) await listEveryone(singleSession, isJson, terminal)
  else await listOne(singleSession, userId, isJson, terminal)
}

async function listEveryone({ listUsers }: Operated, isJson: boolean, terminal: Terminal): Promise<void> {
  const users = []
  let sessions = 0
  for await (const user of listUsers()) {
    users.push(user)
    sessions += user.sessions
    terminal.showProgress(counted(users.length, 'user'))
  }
  if (isJson) {
    terminal.write(asJson({ users, total: { users: users.length, sessions } }))
    return
  }
  const rows = users.map((user) => [String(user.userId), String(user.sessions)])
  if (rows.length > 0) terminal.write(`${asTable(['user', 'sessions'], rows)}\n`)
  terminal.write(`${usersAndSessions({ users: users.length, sessions })}\n`)
}

async function listOne(
  { listSessions: list }: Operated,
  userId: string,
  isJson: boolean,
  terminal: Terminal,
): Promise<void> {
  // By its key, because a session that is used meanwhile moves to the front and would come twice.
  const sessions = new Map<string, ListedSession>()
  for (let page = 1, pages = 1; page <= pages; page++) {
    const found = await list(userId, { page })
    for (const session of found.sessions) sessions.set(session.key, session)
    pages = found.pages
  }
  const all = [...sessions.values()]
  if (isJson) {
    terminal.write(asJson(all))
    return
  }
  if (all.length > 0) terminal.write(`${asTable(head, all.map(rowOf))}\n`)
  terminal.write(`${counted(all.length, 'session')}\n`)
}

const head = ['since', 'last seen', 'address', 'device', 'key']

const rowOf = ({ createdAt, lastSeenAt, ipAddress, device, key }: ListedSession): string[] => [
  timeOf(createdAt),
  timeOf(lastSeenAt),
  ipAddress ?? '-',
  device ?? '-',
  key,
]

/** In UTC, to the second. */
const timeOf = (date: Date): string =>
  date
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
