// Cost does not grow with the table: the number of statements is the same however many sessions others have, and the
// database answers each of them by an index.
import { after, afterEach, describe, it } from 'node:test'
import { closeApps, idOf, logIn, logOut, seedUsers, startApp, type TestApp } from '../support/app.js'
import { connect, createDatabase, provider, type TestDatabase } from '../support/database.js'
import { guarantee, trials } from '../support/guarantee.js'

const trial = guarantee('Cost does not grow with the table')

/** How many sessions other users have, first and then. */
const few = 10
const many = trials(20_000, 100_000)

interface Statement {
  query: string
  params: string
}

/** A panel on a database of its own, with what it asks of that. */
interface Panel {
  app: TestApp
  /** The statements since the last call. */
  take: () => Statement[]
  /** Moves the clock, far enough that the use of a session is noted. */
  wait: (minutes?: number) => void
}

const database = await createDatabase()
const { prisma } = database
await seedUsers(prisma)
const clients: { $disconnect(): Promise<void> }[] = []
afterEach(async () => {
  await closeApps()
  for (const client of clients.splice(0)) await client.$disconnect()
})
after(() => database.close())

/** Another client on the same database, until the end of the test. */
function connectAnew() {
  const client = connect(database.url)
  clients.push(client)
  return client
}

/** Starts a panel when the tables are filled: a connection that is kept alive does not survive that. */
async function startPanel(): Promise<Panel> {
  const recorded = connectAnew()
  let statements: Statement[] = []
  recorded.$on('query', ({ query, params }) => {
    if (!/^(--|BEGIN|SET TRANSACTION|COMMIT)/.test(query)) statements.push({ query, params })
  })
  let now = Date.now()
  const app = await startApp({
    database: { ...database, prisma: recorded },
    settings: { singleUserSession: false, clock: () => new Date(now) },
    routes(routes) {
      routes.post('/change', (req, res) => {
        Object.assign(req.session, { changed: now })
        res.send()
      })
      routes.post('/rotate', (req, res, next) => {
        req.session.regenerate((error: unknown) => {
          if (error) next(error)
          else res.send()
        })
      })
      routes.get('/nothing', (_req, res) => {
        res.send()
      })
    },
  })
  return {
    app,
    take() {
      const taken = statements
      statements = []
      return taken
    },
    wait(minutes = 1) {
      now += minutes * 60_000
    },
  }
}

const [name, join] = [
  (of: string) => (provider === 'mysql' ? `\`${of}\`` : `"${of}"`),
  (...texts: string[]) => (provider === 'mysql' ? `CONCAT(${texts.join(', ')})` : texts.join(' || ')),
]
const [user, session, link, event] = ['User', 'Session', 'UserSession', 'SessionEvent'].map(name) as [
  string,
  string,
  string,
  string,
]
/** Something before a time, further for each user: sessions were seen, and events happened, in the course of sixty days. */
const before = (time: string, id: string): string => {
  const seconds = `${id} * ${String(Math.floor(5_184_000 / many))}`
  if (provider === 'mysql') return `TIMESTAMPADD(SECOND, -${seconds}, ${time})`
  if (provider === 'postgresql') return `${time} - ${seconds} * interval '1 second'`
  return `strftime('%Y-%m-%dT%H:%M:%f', ${time}, '-' || (${seconds}) || ' seconds') || '+00:00'`
}
const isElsewhere = `${name('email')} LIKE '%@elsewhere.example'`

/** Sees to it that this many users have one session each, and as many events, in four statements, and returns some of their ids. */
async function fill(count: number): Promise<number[]> {
  const digits = `(${Array.from({ length: 10 }, (_, d) => `SELECT ${String(d)} AS d`).join(' UNION ALL ')})`
  const numbers =
    'SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS n ' +
    `FROM ${digits} a, ${digits} b, ${digits} c, ${digits} e, ${digits} f`
  const existing = await prisma.user.count({ where: { email: { endsWith: '@elsewhere.example' } } })
  await prisma.$executeRawUnsafe(
    `INSERT INTO ${user} (${name('email')}, ${name('passwordHash')}) ` +
      `SELECT ${join('n', "'@elsewhere.example'")}, 'none' FROM (${numbers}) numbers ` +
      `WHERE n >= ${String(existing)} AND n < ${String(count)}`,
  )
  const times = { createdAt: new Date(), lastSeenAt: new Date() }
  const data = JSON.stringify({ cookie: { path: '/' }, filler: 'x'.repeat(300) })
  await createSessions(await idOf(prisma, 'carol'), ['pattern'], data)
  await prisma.$executeRawUnsafe(
    `INSERT INTO ${session} (${['id', 'sid', 'data', 'expiresAt'].map(name).join(', ')}) ` +
      `SELECT ${name('email')}, ${name('email')}, p.${name('data')}, p.${name('expiresAt')} ` +
      `FROM ${user}, (SELECT * FROM ${session} WHERE ${name('sid')} = 'pattern') p WHERE ${isElsewhere} ` +
      `AND ${name('email')} NOT IN (SELECT ${name('sid')} FROM ${session})`,
  )
  await prisma.$executeRawUnsafe(
    `INSERT INTO ${link} (${['sid', 'userId', ...Object.keys(times)].map(name).join(', ')}) ` +
      `SELECT u.${name('email')}, u.${name('id')}, p.${name('createdAt')}, ${before(`p.${name('lastSeenAt')}`, `u.${name('id')}`)} ` +
      `FROM ${user} u, (SELECT * FROM ${link} WHERE ${name('sid')} = 'pattern') p WHERE u.${isElsewhere} ` +
      `AND u.${name('email')} NOT IN (SELECT ${name('sid')} FROM ${link})`,
  )
  const happened = await prisma.sessionEvent.count()
  const fields = ['id', 'sessionKey', 'event', 'userId', 'createdAt']
  await prisma.$executeRawUnsafe(
    `INSERT INTO ${event} (${fields.map(name).join(', ')}) ` +
      `SELECT u.${name('email')}, u.${name('email')}, 'login', u.${name('id')}, ${before(`p.${name('createdAt')}`, `u.${name('id')}`)} ` +
      `FROM ${user} u, (SELECT * FROM ${link} WHERE ${name('sid')} = 'pattern') p WHERE u.${isElsewhere} ` +
      `AND ${String(happened)} < ${String(count)} AND u.${name('email')} NOT IN (SELECT ${name('id')} FROM ${event})`,
  )
  await prisma.session.deleteMany({ where: { sid: 'pattern' } })
  const users = await prisma.user.findMany({ where: { email: { endsWith: '@elsewhere.example' } }, take: 200 })
  return users.map(({ id }) => id)
}

/** Sessions of one user, by their ids. */
async function createSessions(
  userId: number,
  sids: readonly string[],
  data = '{"cookie":{}}',
  livesForMs = 86_400_000,
) {
  const expiresAt = new Date(Date.now() + livesForMs)
  for (let from = 0; from < sids.length; from += 1000) {
    const some = sids.slice(from, from + 1000)
    await prisma.session.createMany({ data: some.map((sid) => ({ id: sid, sid, data, expiresAt })) })
    await prisma.userSession.createMany({ data: some.map((sid) => ({ sid, userId })) })
  }
}

const bulkPath = (ids: readonly number[]) =>
  `/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${ids.join(',')}`

/** The statements of all that the package does, by what it does, while this many others have a session each. */
async function measure(others: number): Promise<Map<string, Statement[]>> {
  const ids = await fill(others + 200)
  await createSessions(ids[199] ?? 0, ['expired-1', 'expired-2', 'expired-3'], '{}', -1)
  const { app, take, wait } = await startPanel()
  const [root, foo, leaving, out] = [
    await app.browserOf('root'),
    await app.browserOf('foo'),
    await app.browserOf('bar'),
    await app.browserOf('bar'),
  ]
  const [limited, turning] = [await app.browserOf('carol'), await app.browserOf('foo')]
  const online = '/admin/api/pages/whoIsOnline'
  const middle = new Date(Date.now() - 3_600_000)
  const operations: [title: string, run: () => Promise<unknown>][] = [
    ['a request', () => foo.get('/nothing')],
    ['a page of the panel', () => foo.get('/admin')],
    ['a file of the panel', () => foo.get('/admin/frontend/assets/icomoon.css')],
    ['a request of nobody', () => app.browser().get('/admin')],
    ['a request that changes the session', () => foo.post('/change')],
    // Its session holds no user afterwards.
    ['a request that changes the session id', () => turning.post('/rotate')],
    ['a first login', () => app.browserOf('dave')],
    ['a further login', () => app.browserOf('dave')],
    ['a failed login', () => logIn(app.browser(), 'dave', 'wrong')],
    ['a logout', () => logOut(leaving)],
    ['a logout of someone who is out', () => logOut(out)],
    ['a look at a bulk logout of 1', () => root.get(bulkPath(ids.slice(0, 1)))],
    ['a look at a bulk logout of 50', () => root.get(bulkPath(ids.slice(0, 50)))],
    ['a bulk logout of 1', () => root.post(bulkPath(ids.slice(0, 1)))],
    ['a bulk logout of 50', () => root.post(bulkPath(ids.slice(1, 51)))],
    ['a bulk logout of 50 who are out', () => root.post(bulkPath(ids.slice(1, 51)))],
    ['a call that ends the sessions of 1', () => app.singleSession.endSessions(ids[51] ?? 0)],
    ['a call that ends the sessions of 50', () => app.singleSession.endSessions(ids.slice(52, 102))],
    ['a call that ends nothing', () => app.singleSession.endSessions(ids[51] ?? 0)],
    ['the cleanup', () => app.singleSession.removeExpiredSessions()],
    ['a request that notes the use', () => (wait(), foo.get('/nothing'))],
    ['the same by somebody else', () => limited.get('/nothing')],
    ['an open page that asks', () => foo.get('/admin/api/single-session')],
    ['my sessions', () => foo.get('/admin/api/pages/mySessions')],
    ['the sessions of a user', () => root.get(`/admin/api/resources/User/records/${String(ids[150])}/sessions`)],
    ['the list of users', () => root.get('/admin/api/resources/User/actions/list')],
    ['the list of users, for those who may log out nobody', () => foo.get('/admin/api/resources/User/actions/list')],
    [
      'the list of users, for those who may log out ordinary users',
      () => limited.get('/admin/api/resources/User/actions/list'),
    ],
    ['who is online', () => root.get(online)],
    ['a later page of who is online', () => root.get(`${online}?after=${String(middle.getTime())}-0`)],
    ['who is online, for those who see ordinary users alone', () => limited.get(online)],
    ['a search in who is online', () => root.get(`${online}?search=77%40`)],
    ['a session that is ended there', () => root.post(online, { sessions: JSON.stringify([[String(ids[150]), 'x']]) })],
    ['the picture of the last days', () => root.get(`${online}?picture=1`)],
    ['the same within a minute', () => root.get(`${online}?picture=1`)],
    ['the picture after an hour', () => (wait(60), root.get(`${online}?picture=1`))],
    ['the login page of an ended session', () => out.get('/admin/login')],
  ]
  const measured = new Map<string, Statement[]>()
  for (const [title, run] of operations) {
    take()
    const answer = await run()
    measured.set(title, take())
    // What was refused, or sent to the login page, was not measured.
    const { status = 200 } = Object(answer) as { status?: number } // calls of the package have none
    trial.check(status === 200 || answeredElse.includes(title), `${title} was answered ${String(status)}`)
  }
  await closeApps()
  await prisma.session.deleteMany({ where: { userSession: { user: { email: { endsWith: '@example.com' } } } } })
  return measured
}

/** What is not answered with a page: redirects, and a refusal. */
const answeredElse = ['a request of nobody', 'a logout', 'a logout of someone who is out']

/** The most statements that each may take. What begins or ends a transaction is not counted. */
const most: Record<string, number> = {
  'a request': 1,
  'a page of the panel': 1,
  'a file of the panel': 0,
  'a request of nobody': 0,
  'a request that notes the use': 3,
  'the same by somebody else': 3,
  'a request that changes the session': 3,
  'a request that changes the session id': 4,
  'a first login': 7,
  'a failed login': 2,
  'a logout': 5,
  'a logout of someone who is out': 1,
  'a look at a bulk logout of 1': 5,
  'a bulk logout of 1': 9,
  'a call that ends the sessions of 1': 4,
  'the cleanup': 2,
  'an open page that asks': 1,
  'my sessions': 4,
  'the sessions of a user': 9,
  // AdminJS reads and counts them, by two. Those who may log users out are told of their live sessions, by one; which of the
  // users are ordinary ones is another.
  'the list of users': 5,
  'the list of users, for those who may log out ordinary users': 6,
  'the list of users, for those who may log out nobody': 4,
  'who is online': 5,
  'a later page of who is online': 5,
  'who is online, for those who see ordinary users alone': 4,
  'a search in who is online': 6,
  'a session that is ended there': 5,
  // One for each day, the first time in a process.
  'the picture of the last days': 32,
  'the same within a minute': 2,
  'the picture after an hour': 5,
  'the login page of an ended session': 3,
}

/** Whatever concerns more users, or more sessions of one, takes as many statements. */
const alike: [title: string, other: string][] = [
  ['a first login', 'a further login'],
  ['a look at a bulk logout of 1', 'a look at a bulk logout of 50'],
  ['a bulk logout of 1', 'a bulk logout of 50'],
  ['a call that ends the sessions of 1', 'a call that ends the sessions of 50'],
]

describe('the statements', () => {
  it('are no more however many sessions others have, and each is answered by an index', async () => {
    const small = await measure(few)
    for (const [title, limit] of Object.entries(most)) {
      const { length } = small.get(title) ?? []
      trial.check(length <= limit, `${title} takes ${String(length)} statements, more than ${String(limit)}`)
    }
    for (const [title, other] of alike) {
      trial.equal(small.get(other)?.length, small.get(title)?.length, `${other}, compared with ${title}`)
    }

    const large = await measure(many)
    for (const [title, statements] of large) {
      // Fewer where the number of live sessions is good for a minute, because they are too many to be counted.
      const { length } = small.get(title) ?? []
      const taken = `${String(statements.length)} statements instead of ${String(length)}`
      trial.check(statements.length <= length, `${title}: ${taken} with ${String(many)} sessions of others`)
    }
    await prisma.$queryRawUnsafe(
      provider === 'mysql' ? `ANALYZE TABLE ${session}, ${link}, ${user}, ${event}` : 'ANALYZE',
    )
    // A connection of its own: libsql leaves a transaction open where a statement that writes was explained.
    const plans = connectAnew()
    for (const [title, statements] of large) {
      // AdminJS counts all users, which is for AdminJS to answer for.
      const isOurs = ({ query }: Statement) => !title.startsWith('the list of users') || query.includes('UserSession')
      for (const statement of statements.filter((one) => !one.query.startsWith('INSERT') && isOurs(one))) {
        const scans = await scansOf(plans, statement)
        trial.check(scans.length === 0, `${title}: ${scans.join(', ')} for ${statement.query.slice(0, 300)}`)
      }
    }
  })

  it("are a few more for a user's own sessions, of which there may be thousands", async () => {
    const { app, take } = await startPanel()
    const bar = await idOf(prisma, 'bar')
    const counts: number[] = []
    for (const own of [1, 10, 100, 400, 1500, trials(3000, 40_000)]) {
      await createSessions(
        bar,
        Array.from({ length: own }, (_, index) => `own-${String(index)}`),
      )
      take()
      const ended = await app.singleSession.endSessions(bar).catch((error: unknown) => String(error))
      trial.equal(ended, { users: 1, sessions: own }, `the end of ${String(own)} sessions of one user`)
      const { length } = take()
      counts.push(length)
      const limit = (counts[0] ?? 0) + own / 200
      trial.check(length <= limit, `${String(length)} statements end ${String(own)} sessions`)
      await prisma.session.deleteMany({ where: { userSession: { userId: bar } } })
    }
  })
})

/** The tables that the database would read from one end to the other for this statement. */
async function scansOf(prisma: TestDatabase['prisma'], statement: Statement): Promise<string[]> {
  const explain = { sqlite: 'EXPLAIN QUERY PLAN', postgresql: 'EXPLAIN (FORMAT JSON)', mysql: 'EXPLAIN' }[provider]
  const rows = await prisma.$queryRawUnsafe<Record<string, unknown>[]>(`${explain} ${withValues(statement)}`)
  if (provider === 'postgresql')
    return rows.flatMap((row) => scansIn((row['QUERY PLAN'] as { Plan: PlanNode }[])[0]?.Plan))
  if (provider === 'mysql') {
    const scans = rows.filter(
      ({ table, type }) => ['ALL', 'index'].includes(String(type)) && !String(table).startsWith('<'),
    )
    return scans.map(({ table, type }) => `${String(type)} of ${String(table)}`)
  }
  // What an inner statement with a limit has read by an index is called `few`.
  // The lock: its condition is false before the first row is looked at.
  if (statement.query.endsWith('WHERE 1 = 0')) return []
  return rows.map(({ detail }) => String(detail)).filter((detail) => /^SCAN (?!CONSTANT|few\b)|AUTOMATIC/.test(detail))
}

interface PlanNode {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Index Cond'?: string
  Plans?: PlanNode[]
}

/** An index that is read without a condition is read as a whole. */
function scansIn(node: PlanNode | undefined): string[] {
  if (!node) return []
  const readsAll = node['Node Type'] === 'Seq Scan' || (node['Index Name'] !== undefined && !node['Index Cond'])
  const name = `${node['Node Type']} of ${node['Relation Name'] ?? node['Index Name'] ?? ''}`
  return [...(readsAll ? [name] : []), ...(node.Plans ?? []).flatMap(scansIn)]
}

/** The statement with its values in it: databases plan by the values. */
function withValues({ query, params }: Statement): string {
  const values = valuesIn(params).map(literal)
  let next = 0
  return provider === 'postgresql'
    ? query.replaceAll(/\$(\d+)/g, (_, index: string) => values[Number(index) - 1] ?? 'NULL')
    : query.replaceAll('?', () => values[next++] ?? 'NULL')
}

function valuesIn(params: string): unknown[] {
  try {
    return JSON.parse(params) as unknown[]
  } catch {
    // Prisma 5 writes no JSON: quotes within a text are not escaped. Of our texts only those of JSON have some.
    const texts = params.slice(1, -1).match(/"[[{].*?[\]}]"(?=,|$)|"[^"]*"|[^",]+/g) ?? []
    return texts.map((text) => text.replace(/^"(.*)"$/, '$1'))
  }
}

function literal(value: unknown): string {
  const text = String(value)
  if (/^-?\d+$/.test(text)) return text
  if (provider !== 'mysql') return `'${text.replaceAll("'", "''")}'`
  const time = /^(\d{4}-\d\d-\d\d)T(.*)Z$/.exec(text)
  return `'${time ? `${String(time[1])} ${String(time[2])}` : text.replaceAll(/['\\]/g, '\\$&')}'`
}
