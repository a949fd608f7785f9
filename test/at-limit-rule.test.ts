// A login of a user who has as many sessions as they may have, with 'refuse' and 'ask', as the rule sees it: who gets a place,
// over several clients on one database, and what the others hear.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Login, LoginOutcome } from '../src/rule/log-in.js'
import { keyOf } from '../src/rule/session-key.js'
import type { UserId } from '../src/rule/session.js'
import { connect, createDatabase, provider, type TestDatabase } from './support/database.js'
import { loginOf, ruleOf } from './support/rule.js'
import { allSessions, createUser } from './support/sessions.js'

let database: TestDatabase
let clients: ReturnType<typeof connect>[]
let rules: ReturnType<typeof ruleOf>[]

before(async () => {
  database = await createDatabase()
  // As several processes have them. On SQLite one: a client waits for its file in the thread that another one needs to end.
  const others = provider === 'sqlite' ? [] : [connect(database.url), connect(database.url)]
  clients = [database.prisma, ...others]
  rules = clients.map((client) => ruleOf(client, 30_000))
})
after(async () => {
  for (const client of clients.slice(1)) await client.$disconnect()
  await database.close()
})
afterEach(async () => {
  await database.prisma.session.deleteMany()
})

type Choice = Partial<Pick<Login, 'atLimit' | 'ending' | 'previous' | 'client' | 'proof'>>

/** A login in a new browser, with 'refuse' if it does not say otherwise. */
const refusing = (userId: UserId, limit: number | boolean, choice: Choice = {}): Login => ({
  ...loginOf(userId, limit),
  atLimit: 'refuse',
  ...choice,
})

const run = (login: Login, client = 0): Promise<LoginOutcome> => {
  const rule = rules[client % rules.length]
  assert.ok(rule)
  return rule.logIn(login)
}

const sidsOf = async (userId: number): Promise<string[]> =>
  (await database.prisma.userSession.findMany({ where: { userId } })).map(({ sid }) => sid).sort()

/** The sessions that an outcome shows, by their keys. */
const shownBy = (outcome: LoginOutcome): string[] | null =>
  outcome.kind === 'atLimit' ? outcome.sessions.map(({ sessionId }) => keyOf(sessionId)).sort() : null

describe('a login beyond the limit', () => {
  for (const limit of [1, 2, 5]) {
    it(`does not happen: of 24 at once exactly ${String(limit)} succeed, and the others hear where they are`, async () => {
      const { id } = await createUser(database.prisma)
      const logins = Array.from({ length: 24 }, () => refusing(id, limit))
      const outcomes = await Promise.all(logins.map(run))
      const kinds = outcomes.map(({ kind }) => kind)
      assert.equal(kinds.filter((kind) => kind === 'loggedIn').length, limit)
      assert.equal(kinds.filter((kind) => kind === 'atLimit').length, 24 - limit)
      const winners = logins.filter((_, index) => kinds[index] === 'loggedIn').map(({ sid }) => sid)
      assert.deepEqual(await sidsOf(id), winners.sort())
      for (const outcome of outcomes.filter(({ kind }) => kind === 'atLimit')) {
        assert.deepEqual(shownBy(outcome), winners.map(keyOf).sort())
      }
      assert.equal(await database.prisma.sessionEvent.count({ where: { userId: id, event: 'replaced' } }), 0)
      // No more rows than those of the winners: nothing is left of the others.
      assert.equal(await database.prisma.session.count(), limit)
    })
  }

  it('leaves everything as it was, expired sessions too, and tells where and since when', async () => {
    const { id } = await createUser(database.prisma)
    const first = { ipAddress: '192.0.2.1', userAgent: 'Firefox' }
    await run(refusing(id, 3, { client: { ipAddress: '192.0.2.2', userAgent: null } }))
    await expire((await sidsOf(id))[0])
    const [older, newer] = [refusing(id, 3, { client: first }), refusing(id, 3)]
    await run(older)
    await sleep(5)
    await run(newer)
    const before = [await allSessions(database.prisma), await database.prisma.sessionEvent.count()]
    const outcome = await run(refusing(id, 2))
    assert.ok(outcome.kind === 'atLimit')
    assert.deepEqual(
      outcome.sessions.map(({ sessionId, ipAddress, userAgent }) => ({ sessionId, ipAddress, userAgent })),
      [
        { sessionId: newer.sid, ipAddress: null, userAgent: null },
        { sessionId: older.sid, ...first },
      ],
    )
    const link = await database.prisma.userSession.findUniqueOrThrow({ where: { sid: older.sid } })
    assert.deepEqual(outcome.sessions[1]?.createdAt, link.createdAt)
    assert.deepEqual([await allSessions(database.prisma), await database.prisma.sessionEvent.count()], before)
  })

  it('has a place where a session has expired, and takes it from nobody', async () => {
    const { id } = await createUser(database.prisma)
    const [expired, live, next] = [refusing(id, 2), refusing(id, 2), refusing(id, 2)]
    await run(expired)
    await run(live)
    assert.equal((await run(next)).kind, 'atLimit')
    await expire(expired.sid)
    assert.equal((await run(next)).kind, 'loggedIn')
    assert.deepEqual(await sidsOf(id), [live.sid, next.sid].sort())
  })

  it('has the place of the session in the same browser', async () => {
    const { id } = await createUser(database.prisma)
    const here = refusing(id, 1)
    const outcome = await run(here)
    assert.ok(outcome.kind === 'loggedIn')
    const again = refusing(id, 1, { previous: { sid: here.sid, link: outcome.link } })
    assert.equal((await run(again)).kind, 'loggedIn')
    assert.deepEqual(await sidsOf(id), [again.sid])
  })

  it('is none of another user’s concern', async () => {
    const [one, other] = [await createUser(database.prisma), await createUser(database.prisma)]
    await run(refusing(one.id, 1))
    assert.equal((await run(refusing(other.id, 1))).kind, 'loggedIn')
    assert.equal((await run(refusing(one.id, false))).kind, 'loggedIn')
  })

  it('shows no more than fifty sessions, the newest ones', async () => {
    const { id } = await createUser(database.prisma)
    const sids: string[] = []
    for (let count = 0; count < 52; count++) {
      const login = loginOf(id, false)
      sids.push(login.sid)
      await run(login)
    }
    const outcome = await run(refusing(id, 10))
    assert.deepEqual(shownBy(outcome), sids.slice(-50).map(keyOf).sort())
  })
})

describe('a chosen session', () => {
  const asking = (userId: UserId, limit: number, ending: readonly string[] = []): Login =>
    refusing(userId, limit, { atLimit: 'ask', ending })

  it('ends, and no other, and the login takes its place', async () => {
    const { id } = await createUser(database.prisma)
    const [first, second] = [asking(id, 2), asking(id, 2)]
    await run(first)
    await run(second)
    const next = asking(id, 2, [keyOf(second.sid)])
    assert.equal((await run(next)).kind, 'loggedIn')
    assert.deepEqual(await sidsOf(id), [first.sid, next.sid].sort())
    const events = await database.prisma.sessionEvent.findMany({ where: { userId: id, event: 'replaced' } })
    assert.deepEqual(
      events.map(({ sessionKey }) => sessionKey),
      [keyOf(second.sid)],
    )
  })

  it('that ended meanwhile is fine', async () => {
    const { id } = await createUser(database.prisma)
    const first = asking(id, 1)
    await run(first)
    await database.prisma.session.deleteMany({ where: { sid: first.sid } })
    assert.equal((await run(asking(id, 1, [keyOf(first.sid)]))).kind, 'loggedIn')
  })

  it('does not end if that leaves no place: the others are shown, and it stays chosen', async () => {
    const { id } = await createUser(database.prisma)
    const three = [asking(id, 3), asking(id, 3), asking(id, 3)]
    for (const login of three) await run(login)
    const [first, second, third] = three.map(({ sid }) => keyOf(sid))
    assert.ok(first && second && third)
    // The limit was lowered meanwhile.
    const outcome = await run(asking(id, 2, [first]))
    assert.ok(outcome.kind === 'atLimit')
    assert.deepEqual([shownBy(outcome), outcome.ending], [[second, third].sort(), [first]])
    assert.equal((await sidsOf(id)).length, 3)
    const next = asking(id, 2, [...outcome.ending, second])
    assert.equal((await run(next)).kind, 'loggedIn')
    assert.deepEqual((await sidsOf(id)).map(keyOf).sort(), [third, keyOf(next.sid)].sort())
  })

  it('that is forged or another user’s ends nothing', async () => {
    const [one, other] = [await createUser(database.prisma), await createUser(database.prisma)]
    const [own, others] = [asking(one.id, 1), asking(other.id, 1)]
    await run(own)
    await run(others)
    for (const key of [keyOf(others.sid), own.sid, keyOf(randomUUID()), '', '%']) {
      const outcome = await run(asking(one.id, 1, [key]))
      assert.ok(outcome.kind === 'atLimit', key)
      assert.deepEqual(outcome.ending, [])
    }
    assert.deepEqual([await sidsOf(one.id), await sidsOf(other.id)], [[own.sid], [others.sid]])
  })

  it('is chosen by many at once: exactly the limit is live, each one a login that succeeded', async () => {
    for (const limit of [1, 3]) {
      const { id } = await createUser(database.prisma)
      const first = Array.from({ length: limit }, () => asking(id, limit))
      for (const login of first) await run(login)
      const keys = first.map(({ sid }) => keyOf(sid))
      const logins = Array.from({ length: 18 }, (_, number) =>
        asking(id, limit, keys.slice(number % limit).slice(0, 1)),
      )
      const outcomes = await Promise.all(logins.map(run))
      const winners = logins.filter((_, index) => outcomes[index]?.kind === 'loggedIn').map(({ sid }) => sid)
      assert.equal(winners.length, limit)
      assert.deepEqual(await sidsOf(id), winners.sort())
    }
  })
})

describe('a login after a change of the account', () => {
  it('is told of the change, and of no session', async () => {
    const { id } = await createUser(database.prisma)
    await run(refusing(id, 1))
    const { proof } = refusing(id, 1)
    const [rule] = rules
    await rule?.sessions.accountChanged([id], { byUserId: null, ipAddress: null, userAgent: null }, { only: 'none' })
    assert.equal((await run(refusing(id, 1, { proof }))).kind, 'accountChanged')
  })

  it('that was known at the limit is proven as of that change, and of none since', async () => {
    const { id } = await createUser(database.prisma)
    const [rule] = rules
    assert.ok(rule)
    const change = () =>
      rule.sessions.accountChanged([id], { byUserId: null, ipAddress: null, userAgent: null }, { only: 'none' })
    await run(refusing(id, 1))
    const { changedAt: knownChange } = await change()
    assert.ok(knownChange)
    const proof = { askedAt: Number.NEGATIVE_INFINITY, knownChange }
    const outcome = await run(refusing(id, 1, { proof }))
    assert.ok(outcome.kind === 'atLimit')
    assert.deepEqual(outcome.changedAt, knownChange)
    await change()
    assert.equal((await run(refusing(id, 1, { proof }))).kind, 'accountChanged')
    // As of a time when there had been no change, any change is too much, however long ago.
    const ofOld = { askedAt: Number.NEGATIVE_INFINITY, knownChange: null }
    assert.equal((await run(refusing(id, 1, { proof: ofOld }))).kind, 'accountChanged')
  })
})

describe('a question', () => {
  it('is answered once, over all clients, and leaves nothing behind', async () => {
    const [rule] = rules
    const token = (await rule?.questions.ask('what was kept')) ?? ''
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, number) => rules[number % rules.length]?.questions.answer(token)),
    )
    assert.deepEqual(
      answers.flatMap((answer) => answer?.data ?? []),
      ['what was kept'],
    )
    assert.equal(await database.prisma.session.count(), 0)
  })

  it('is over after two minutes by the time of the database, and removed by the cleanup', async () => {
    const [rule] = rules
    assert.ok(rule)
    const token = await rule.questions.ask('what was kept')
    const [row] = await database.prisma.session.findMany()
    assert.ok(row)
    const secondsLeft = (row.expiresAt.getTime() - rule.lifetime.now().getTime()) / 1000
    assert.ok(secondsLeft > 110 && secondsLeft <= 120, String(secondsLeft))
    await expire(row.sid)
    assert.equal(await rule.questions.answer(token), undefined)
    await rule.questions.ask('another')
    await database.prisma.session.updateMany({ data: { expiresAt: new Date(0) } })
    assert.equal(await rule.cleanUp(), 1)
    assert.equal(await database.prisma.session.count(), 0)
  })

  it('cannot be answered by who reads the database, nor by a guess', async () => {
    const [rule] = rules
    assert.ok(rule)
    const token = await rule.questions.ask('what was kept')
    const rows = JSON.stringify(await database.prisma.session.findMany())
    assert.ok(!rows.includes(token))
    for (const guess of ['', keyOf(token), `question:${keyOf(token)}`, token.slice(1), '%']) {
      assert.equal(await rule.questions.answer(guess), undefined, guess)
    }
    assert.equal((await rule.questions.answer(token))?.data, 'what was kept')
  })
})

async function expire(sid: string | undefined): Promise<void> {
  await database.prisma.session.update({ where: { sid: sid ?? '' }, data: { expiresAt: new Date(0) } })
}
