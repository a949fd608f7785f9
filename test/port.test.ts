// The contract of the port: what its documentation says, held against a real database. Another port is one more call.
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import type { PrismaClient } from '@prisma/client'
import { DatabaseClock } from '../src/prisma/database-clock.js'
import { createPrismaPort } from '../src/prisma/prisma-port.js'
import type { LoginEvent, SessionEvent, WrongPasswordEvent } from '../src/rule/events.js'
import type { LockedSessions, Port } from '../src/rule/port.js'
import { isSame, type ClientDetails, type UserId } from '../src/rule/session.js'
import { connect, createDatabase, provider } from './support/database.js'

/** A port on a fresh database, and what a test has to do past it. */
export interface PortUnderTest {
  readonly port: Port
  /** A port on the same database, as another process has it, if one process can have two. */
  readonly other: Port
  /** The same, of a database that fails in all that it is asked. */
  readonly broken: Port
  /** The same, whose methods may take no longer than `hastyMs`. */
  readonly hasty: Port
  /** Adds users whose ids are numbers, with the property `email` and, hidden from who does not ask for it, `passwordHash`. */
  addUsers(count: number): Promise<UserId[]>
  removeUser(userId: UserId): Promise<void>
  /** Asks what no database can answer; rejects. */
  askBadly(): Promise<unknown>
  /** Asks for what is not there; rejects. */
  askInVain(): Promise<unknown>
  /** The statements since the last call. */
  takeStatements(): string[]
  close(): Promise<void>
}

const hastyMs = 200

/** A time, in minutes from one that is far away from the clock of the database. */
const at = (minutes: number): Date => new Date(Date.UTC(2031, 4, 6, 7, minutes, 8, 123))

const nowhere: ClientDetails = { ipAddress: null, userAgent: null }

const isUnavailable = { code: 'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE' }

/** Holds a port to its documentation. `open` opens it for one test. */
export function testPort(title: string, open: () => Promise<PortUnderTest>): void {
  let under: PortUnderTest
  let port: Port

  /** A user with these sessions, which began at 0, end at 60 if nothing else is said, and have the data `{}`. */
  async function userWith(...sids: (string | { sid: string; begins?: number; ends?: number })[]): Promise<UserId> {
    const [userId = 0] = await under.addUsers(1)
    for (const one of sids) {
      const { sid, begins = 0, ends = 60 } = typeof one === 'string' ? { sid: one } : one
      await lock(userId, (sessions) =>
        sessions.create(
          { sessionId: sid, userId, createdAt: at(begins) },
          null,
          { data: '{}', expiresAt: at(ends) },
          nowhere,
        ),
      )
    }
    return userId
  }

  const lock = <T>(userId: UserId, work: (sessions: LockedSessions) => Promise<T>): Promise<T> =>
    port.sessions.withUsersLocked([userId], work)

  const sidsOf = async (userId: UserId): Promise<string[]> =>
    (await lock(userId, (sessions) => sessions.findByUsers([userId]))).map(({ sid }) => sid).sort()

  describe(title, () => {
    beforeEach(async () => {
      under = await open()
      port = under.port
    })
    afterEach(() => under.close())

    describe('sessions', () => {
      it('are found with their link', async () => {
        const userId = await userWith({ sid: 'a', begins: 3, ends: 40 })
        assert.deepEqual(await port.sessions.find('a'), {
          data: '{}',
          expiresAt: at(40),
          seenAt: at(3),
          link: { sessionId: 'a', userId, createdAt: at(3) },
        })
      })

      it('are found without a link, expired ones too; unknown ones are not', async () => {
        await port.sessions.insert('a', { data: '{"b":"ü🙂"}', expiresAt: new Date(0) })
        assert.deepEqual(await port.sessions.find('a'), {
          data: '{"b":"ü🙂"}',
          expiresAt: new Date(0),
          link: null,
          seenAt: null,
        })
        assert.equal(await port.sessions.find('b'), undefined)
      })

      it('are nobody’s once their user was deleted', async () => {
        await under.removeUser(await userWith('a'))
        assert.deepEqual(await port.sessions.find('a'), { data: '{}', expiresAt: at(60), link: null, seenAt: null })
      })

      it('are found by one statement, all that are asked for at one moment', async () => {
        const userId = await userWith('a', 'b')
        under.takeStatements()
        const found = await Promise.all(['a', 'b', 'a', 'c'].map((sid) => port.sessions.find(sid)))
        assert.equal(under.takeStatements().length, 1)
        assert.deepEqual(
          found.map((session) => session?.link?.sessionId),
          ['a', 'b', 'a', undefined],
        )
        assert.ok(found.every((session) => !session?.link || isSame(session.link.userId, userId)))
      })

      it('are inserted over what is there by that id', async () => {
        await port.sessions.insert('a', { data: '{}', expiresAt: at(1) })
        await port.sessions.insert('a', { data: '{"b":1}', expiresAt: at(2) })
        assert.deepEqual(await port.sessions.find('a'), { data: '{"b":1}', expiresAt: at(2), link: null, seenAt: null })
      })

      it('are changed, starting from their data as they are now', async () => {
        await userWith('a')
        const seen: string[] = []
        const isThere = await port.sessions.change('a', (data) => {
          seen.push(data)
          return { data: '{"b":1}', expiresAt: at(99) }
        })
        assert.equal(isThere, true)
        assert.equal(seen.at(-1), '{}')
        const { link, ...row } = (await port.sessions.find('a')) ?? {}
        assert.deepEqual(row, { data: '{"b":1}', expiresAt: at(99), seenAt: at(0) })
        assert.equal(link?.sessionId, 'a')
      })

      it('lose none of the changes of one moment', async () => {
        await port.sessions.insert('a', { data: '', expiresAt: at(1) })
        const letters = 'b c d e f g h i'.split(' ')
        await Promise.all(
          letters.map((letter, index) =>
            (index % 2 ? port : under.other).sessions.change('a', (data) => ({
              data: `${data} ${letter}`,
              expiresAt: at(1),
            })),
          ),
        )
        assert.deepEqual((await port.sessions.find('a'))?.data.split(' ').sort(), ['', ...letters])
      })

      it('stay ended when they are changed or touched after that', async () => {
        await userWith('a')
        await port.sessions.remove('a')
        assert.equal(await port.sessions.change('a', () => assert.fail('There is nothing to change')), false)
        assert.equal(await port.sessions.touch('a', at(99), at(1)), false)
        assert.equal(await port.sessions.find('a'), undefined)
      })

      it('are touched: their end moves, and their link notes when they were seen', async () => {
        const userId = await userWith('a')
        assert.equal(await port.sessions.touch('a', at(99), at(9)), true)
        // Once more, as it is already: it is there all the same.
        assert.equal(await port.sessions.touch('a', at(99), at(9)), true)
        assert.deepEqual((await port.sessions.find('a'))?.expiresAt, at(99))
        const [details] = await port.liveSessions.page(userId, at(0), 0, 9, null)
        assert.deepEqual([details?.lastSeenAt, details?.createdAt], [at(9), at(0)])
      })

      it('are removed with their link, and nothing else is', async () => {
        const userId = await userWith('a', 'b')
        assert.equal(await port.sessions.remove('a'), true)
        assert.equal(await port.sessions.remove('a'), false)
        assert.equal(await port.sessions.remove('unknown'), false)
        assert.equal(await port.sessions.find('a'), undefined)
        assert.deepEqual(await port.liveSessions.count([userId], at(0)), new Map([[userId, 1]]))
        assert.deepEqual(await sidsOf(userId), ['b'])
      })
    })

    describe('sessions of locked users', () => {
      it('are all found, the expired ones too, and no others', async () => {
        const [one, two] = [await userWith({ sid: 'a', ends: -1 }, 'b'), await userWith({ sid: 'c', begins: 5 })]
        await userWith('d')
        const found = await port.sessions.withUsersLocked([one, two], (sessions) => sessions.findByUsers([one, two]))
        assert.deepEqual(
          found.sort((a, b) => a.sid.localeCompare(b.sid)),
          [
            { sid: 'a', sessionId: 'a', userId: one, slot: null, createdAt: at(0), expiresAt: at(-1) },
            { sid: 'b', sessionId: 'b', userId: one, slot: null, createdAt: at(0), expiresAt: at(60) },
            { sid: 'c', sessionId: 'c', userId: two, slot: null, createdAt: at(5), expiresAt: at(60) },
          ],
        )
      })

      it('are found and locked for more users than a statement has parameters', async () => {
        const userIds = [await userWith('a'), ...Array.from({ length: 2_000 }, (_, index) => 1_000_000 + index)]
        const found = await port.sessions.withUsersLocked(userIds, (sessions) => sessions.findByUsers(userIds))
        assert.deepEqual(
          found.map(({ sid }) => sid),
          ['a'],
        )
      })

      it('are created from where the client came', async () => {
        const userId = await userWith()
        const client = { ipAddress: '::1', userAgent: `O'"\\ü` }
        await lock(userId, (sessions) =>
          sessions.create({ sessionId: 'a', userId, createdAt: at(2) }, 0, { data: '{}', expiresAt: at(9) }, client),
        )
        assert.deepEqual(await port.liveSessions.page(userId, at(0), 0, 9, null), [
          { sessionId: 'a', userId, createdAt: at(2), lastSeenAt: at(2), ...client },
        ])
      })

      it('are refused to a user who is not in the database, and nothing of them stays', async () => {
        const userId = await userWith()
        await under.removeUser(userId)
        const link = { sessionId: 'a', userId, createdAt: at(0) }
        await assert.rejects(
          lock(userId, (sessions) => sessions.create(link, 0, { data: '{}', expiresAt: at(1) }, nowhere)),
          { code: 'ERR_SINGLE_SESSION_LOGIN_REFUSED' },
        )
        assert.equal(await port.sessions.find('a'), undefined)
      })

      it('are shown with where they were opened, the ones last seen first, and no others', async () => {
        const userId = await userWith({ sid: 'a', begins: 1 }, { sid: 'b', begins: 3 }, { sid: 'c', begins: 2 }, 'd')
        await port.sessions.touch('a', at(99), at(9))
        const details = await lock(userId, (sessions) => sessions.findDetails(['a', 'b', 'c', 'unknown']))
        const [begun, seen] = [
          { a: 1, b: 3, c: 2 },
          { a: 9, b: 3, c: 2 },
        ]
        const expected = (['a', 'b', 'c'] as const).map((sessionId) => ({
          ...{ sessionId, userId, ...nowhere, createdAt: at(begun[sessionId]), lastSeenAt: at(seen[sessionId]) },
        }))
        assert.deepEqual(details, expected)
        assert.deepEqual(await lock(userId, (sessions) => sessions.findDetails([])), [])
      })

      it('are removed with their links', async () => {
        const userId = await userWith('a', 'b', 'c')
        const many = Array.from({ length: 1_000 }, (_, index) => String(index))
        await lock(userId, (sessions) => sessions.remove(['a', ...many, 'c']))
        assert.deepEqual(await sidsOf(userId), ['b'])
        assert.equal(await port.sessions.find('c'), undefined)
      })

      it('get a new sid, and their link follows with what it was', async () => {
        const userId = await userWith({ sid: 'a', begins: 4 })
        await lock(userId, (sessions) => sessions.place('a', 2))
        await lock(userId, (sessions) => sessions.move('a', 'b', { data: '{"c":1}', expiresAt: at(70) }))
        assert.equal(await port.sessions.find('a'), undefined)
        const link = { sessionId: 'a', userId, createdAt: at(4) }
        assert.deepEqual(await port.sessions.find('b'), { data: '{"c":1}', expiresAt: at(70), link, seenAt: at(4) })
        assert.deepEqual(await lock(userId, (sessions) => sessions.findByUsers([userId])), [
          { ...link, slot: 2, sid: 'b', expiresAt: at(70) },
        ])
      })

      it('start again where another session of the user has the slot', async () => {
        const [userId, other] = [await userWith(), await userWith()]
        const create = (of: UserId, sid: string, slot: number) =>
          lock(of, (sessions) =>
            sessions.create(
              { sessionId: sid, userId: of, createdAt: at(0) },
              slot,
              { data: '{}', expiresAt: at(1) },
              nowhere,
            ),
          )
        await create(userId, 'a', 0)
        await create(other, 'b', 0)
        let runs = 0
        await lock(userId, (sessions) => {
          const link = { sessionId: 'c', userId, createdAt: at(0) }
          return sessions.create(link, runs++, { data: '{}', expiresAt: at(1) }, nowhere)
        })
        assert.equal(runs, 2)
        await userWith('d')
        assert.deepEqual(
          (await lock(userId, (sessions) => sessions.findByUsers([userId]))).map(({ sid, slot }) => [sid, slot]).sort(),
          [
            ['a', 0],
            ['c', 1],
          ],
        )
      })

      it('are changed all together, or not at all', async () => {
        const userId = await userWith('a', 'b')
        const reason = new Error('no')
        const attempt = lock(userId, async (sessions) => {
          await sessions.remove(['a'])
          await sessions.move('b', 'c', { data: '{"d":1}', expiresAt: at(1) })
          await sessions.create(
            { sessionId: 'd', userId, createdAt: at(1) },
            null,
            { data: '{}', expiresAt: at(1) },
            nowhere,
          )
          await sessions.record([
            { ...nowhere, event: 'login', userId, byUserId: null, sessionKey: 'k', createdAt: at(1) },
          ])
          throw reason
        })
        await assert.rejects(attempt, { ...isUnavailable, cause: reason })
        assert.deepEqual(await sidsOf(userId), ['a', 'b'])
        assert.deepEqual(await port.events.ofSession('k'), [])
      })

      it('are changed by one at a time, over all processes, and nobody is turned away', async () => {
        const userId = await userWith()
        const link = { userId, createdAt: at(0) }
        const counts = await Promise.all(
          Array.from({ length: 10 }, (_, index) =>
            (index % 2 ? port : under.other).sessions.withUsersLocked([userId], async (sessions) => {
              const before = await sessions.findByUsers([userId])
              await sleep(5)
              await sessions.create(
                { ...link, sessionId: String(index) },
                null,
                { data: '{}', expiresAt: at(1) },
                nowhere,
              )
              return before.length
            }),
          ),
        )
        assert.deepEqual(
          counts.sort((a, b) => a - b),
          [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        )
      })

      it('are left as they were by what took too long', async () => {
        const userId = await userWith('a')
        const attempt = under.hasty.sessions.withUsersLocked([userId], async (sessions) => {
          await sessions.remove(['a'])
          await sleep(2 * hastyMs)
        })
        await assert.rejects(attempt, isUnavailable)
        await sleep(2 * hastyMs)
        assert.deepEqual(await sidsOf(userId), ['a'])
      })
    })

    describe('live sessions', () => {
      it('come in pages, the ones last seen first, without those that ended by then', async () => {
        const userId = await userWith('a', 'b', 'c', { sid: 'd', ends: 30 }, { sid: 'e', begins: 50, ends: 31 })
        await userWith('f')
        for (const [sid, minutes] of [
          ['b', 20],
          ['a', 10],
        ] as const)
          await port.sessions.touch(sid, at(60), at(minutes))
        const page = async (skip: number, take: number) =>
          (await port.liveSessions.page(userId, at(30), skip, take, null)).map(({ sessionId }) => sessionId)
        assert.deepEqual(await page(0, 9), ['e', 'b', 'a', 'c'])
        assert.deepEqual(await page(1, 2), ['b', 'a'])
        assert.deepEqual(await page(4, 2), [])
      })

      it('are shown by the id of their login, and not by their sid', async () => {
        const userId = await userWith('a')
        await lock(userId, (sessions) => sessions.move('a', 'secret', { data: '{}', expiresAt: at(60) }))
        const page = await port.liveSessions.page(userId, at(0), 0, 9, null)
        assert.equal(page[0]?.sessionId, 'a')
        assert.ok(!JSON.stringify(page).includes('secret'))
      })

      it('are counted for each user who has one', async () => {
        const [one, two, none] = [
          await userWith('a', 'b'),
          await userWith('c', { sid: 'd', ends: 5 }),
          await userWith(),
        ]
        await userWith('e')
        const unknown = Array.from({ length: 1_000 }, (_, index) => 1_000_000 + index)
        assert.deepEqual(
          await port.liveSessions.count([one, ...unknown, none, two], at(5)),
          new Map([
            [one, 2],
            [two, 1],
          ]),
        )
      })

      it('are counted for some users at a time, in the order of their ids', async () => {
        const users: UserId[] = []
        for (const sid of ['a', 'b', 'c']) users.push(await userWith(sid, { sid: `${sid}-expired`, ends: 5 }))
        await userWith({ sid: 'd', ends: 5 })
        const [one = 0, two = 0, three = 0] = users
        const after = async (userId: UserId | null, take: number) => [
          ...(await port.liveSessions.countAfter(userId, take, at(5))),
        ]
        assert.deepEqual(await after(null, 2), [
          [one, 1],
          [two, 1],
        ])
        assert.deepEqual(await after(two, 2), [[three, 1]])
        assert.deepEqual(await after(three, 2), [])
      })
    })

    describe('events', () => {
      const event: LoginEvent = {
        ...{ event: 'login', createdAt: at(1), userId: 7, byUserId: null, sessionKey: 'k' },
        ...{ ipAddress: '10.0.0.1', userAgent: `"O'\\n"\n\tü🙂` },
      }

      it('are found as they were written down, all of a session', async () => {
        const userId = await userWith()
        const login = { ...event, userId }
        const end: SessionEvent = { ...login, ...nowhere, event: 'revoked', byUserId: 9 }
        await lock(userId, (sessions) => sessions.record([login, end, { ...login, sessionKey: 'other' }]))
        const found = await port.events.ofSession('k')
        const fields = Object.keys(login) as (keyof SessionEvent)[] // The fields of an event, which it was written with.
        const plain = found.map((one) => Object.fromEntries(fields.map((field) => [field, one[field]])))
        assert.deepEqual(
          plain.sort((a, b) => String(a.event).localeCompare(String(b.event))),
          [login, end],
        )
        assert.deepEqual(await port.events.ofSession('unknown'), [])
      })

      it('are told once, at whichever process, each for itself', async () => {
        const userId = await userWith()
        const login = { ...event, userId }
        await lock(userId, (sessions) => sessions.record([login, { ...login, event: 'revoked' }]))
        const told = Array.from({ length: 20 }, (_, index) =>
          (index % 2 === 0 ? port : under.other).events.noteTold('k', 'revoked', at(index)),
        )
        assert.equal((await Promise.all(told)).filter(Boolean).length, 1)
        assert.equal(await port.events.noteTold('k', 'logout', at(1)), false)
        assert.equal(await port.events.noteTold('unknown', 'revoked', at(1)), false)
        const times = async () => new Map((await port.events.ofSession('k')).map((one) => [one.event, one.toldAt]))
        assert.equal((await times()).get('login'), null)
        assert.ok((await times()).get('revoked') instanceof Date)
        assert.equal(await port.events.noteTold('k', 'login', at(2)), true)
        assert.deepEqual((await times()).get('login'), at(2))
      })

      it('are found by the time at which they happened to a user', async () => {
        const userId = await userWith()
        const wrong: WrongPasswordEvent = { ...event, event: 'passwordWrong', userId }
        const when = (minutes: number): WrongPasswordEvent => ({ ...wrong, createdAt: at(minutes) })
        await lock(userId, async (sessions) => {
          for (const one of [when(1), when(2), when(3)]) await sessions.record([one])
          await sessions.record([{ ...when(3), userId: 9_999 }])
          await sessions.record([{ ...event, userId, createdAt: at(3) }])
          const times = await sessions.timesOf(userId, 'passwordWrong', at(1))
          assert.deepEqual(times.map((time) => time.getTime()).sort(), [at(2).getTime(), at(3).getTime()])
          assert.deepEqual(await sessions.timesOf(userId, 'passwordWrong', at(3)), [])
        })
      })

      it('of logins that did not happen are written down without a session, and without a user', async () => {
        const [userId] = await under.addUsers(1)
        const failure = { ...nowhere, createdAt: at(1), byUserId: null, sessionKey: null }
        await port.events.record({ ...failure, event: 'loginFailed', userId: null })
        await port.events.record({ ...failure, event: 'loginRefused', userId: userId ?? 0 })
        await lock(userId ?? 0, async (sessions) => {
          assert.deepEqual(await sessions.timesOf(userId ?? 0, 'loginRefused', at(0)), [at(1)])
          assert.deepEqual(await sessions.timesOf(userId ?? 0, 'loginFailed', at(0)), [])
        })
        assert.equal(await port.maintenance.removeEvents(at(1), 9_999), 2)
      })

      it('are written by few statements, however many they are', async () => {
        const events = Array.from({ length: 5_000 }, (_, index) => ({ ...event, sessionKey: `k${String(index)}` }))
        under.takeStatements()
        await port.sessions.withUsersLocked([], (sessions) => sessions.record(events))
        const inserts = under.takeStatements().filter((statement) => statement.startsWith('INSERT'))
        assert.ok(inserts.length < 3, String(inserts.length))
        assert.equal((await port.events.ofSession('k4999')).length, 1)
        assert.equal(await port.maintenance.removeEvents(at(1), 9_999), 5_000)
      })
    })

    describe('users', () => {
      it('have a model with scalar fields, and no relations', () => {
        assert.equal(port.users.model, 'User')
        assert.ok(port.users.fields.includes('email'))
        assert.ok(!port.users.fields.includes('userSessions'))
      })

      it('have ids that are whole numbers of 32 bits', () => {
        for (const [value, id] of [
          ...([
            [1, 1],
            ['2', 2],
            [3n, 3],
            ['-4', -4],
            ['007', 7],
            [2 ** 31 - 1, 2 ** 31 - 1],
          ] as const),
          ...([
            [2 ** 31, undefined],
            ['99999999999999999999', undefined],
            [1.5, undefined],
            ['1e3', undefined],
          ] as const),
          ...([
            ['', undefined],
            [' 1', undefined],
            ['1;', undefined],
            ['abc', undefined],
            [NaN, undefined],
          ] as const),
          ...([
            [null, undefined],
            [undefined, undefined],
            [true, undefined],
            [{}, undefined],
            [[1], undefined],
          ] as const),
        ])
          assert.equal(port.users.parseId(value), id, `parseId(${inspect(value)})`)
      })

      it('are found by their ids; unknown ones are left out', async () => {
        const [one = 0, two = 0] = await under.addUsers(3)
        const unknown = Array.from({ length: 1_000 }, (_, index) => 1_000_000 + index)
        const found = await port.users.find([one, ...unknown, two])
        assert.deepEqual([...found.keys()], [one, two])
        assert.equal(found.get(one)?.id, one)
        assert.equal(typeof found.get(two)?.email, 'string')
      })

      it('are found by one statement, all that are asked for one by one at one moment', async () => {
        const [one = 0, two = 0] = await under.addUsers(2)
        under.takeStatements()
        const found = await Promise.all([one, two, one, 1_000_000].map((id) => port.users.find([id])))
        assert.equal(under.takeStatements().length, 1)
        assert.deepEqual(
          found.map((users) => [...users].map(([id, user]) => [id, user.id])),
          [[[one, one]], [[two, two]], [[one, one]], []],
        )
      })

      it('are found with the properties that are asked for, also those that the client hides', async () => {
        const [userId = 0] = await under.addUsers(1)
        assert.equal('passwordHash' in ((await port.users.find([userId])).get(userId) ?? {}), false)
        const user = (await port.users.find([userId], ['passwordHash'])).get(userId)
        assert.deepEqual(Object.keys(user ?? {}).sort(), ['id', 'passwordHash'])
        assert.equal(typeof user?.passwordHash, 'string')
      })

      it('tell what was asked badly from what the database could not do', async () => {
        const error = (ask: () => Promise<unknown>) =>
          ask().then(
            () => assert.fail('It should reject'),
            (reason: unknown) => reason,
          )
        assert.equal(port.users.isBadInput(await error(() => under.askBadly())), true)
        const fault = await error(() => under.askInVain())
        assert.equal(port.users.isBadInput(fault), false)
        assert.equal(port.users.isFault(fault), true)
        assert.equal((await port.users.faultOf(fault)).code, isUnavailable.code)
        assert.equal((await port.users.faultOf(fault)).cause, fault)
        assert.equal(port.users.isFault(new Error('no')), false)
        assert.equal(port.users.isBadInput('no'), false)
      })
    })

    describe('accounts', () => {
      it('are found with all their sessions, or with none', async () => {
        const userId = await userWith('a', { sid: 'b', begins: 2, ends: 3 })
        const account = await lock(userId, (sessions) => sessions.findAccount(userId))
        assert.equal(account?.userId, userId)
        assert.equal(account.changedAt, null)
        assert.deepEqual(
          [...account.sessions].sort((one, other) => one.sid.localeCompare(other.sid)),
          [
            { sid: 'a', sessionId: 'a', userId, slot: null, createdAt: at(0), expiresAt: at(60) },
            { sid: 'b', sessionId: 'b', userId, slot: null, createdAt: at(2), expiresAt: at(3) },
          ],
        )
        const other = await userWith()
        const without = await lock(other, (sessions) => sessions.findAccount(other))
        assert.deepEqual(without, { userId: other, changedAt: null, sessions: [] })
      })

      it('are not found if there is no such user', async () => {
        const userId = await userWith('a')
        await under.removeUser(userId)
        assert.equal(await lock(userId, (sessions) => sessions.findAccount(userId)), undefined)
      })

      it('tell when they were changed last, and nobody else’s change', async () => {
        const [one, other] = [await userWith('a'), await userWith()]
        const change = (userId: UserId, minutes: number): SessionEvent => ({
          ...nowhere,
          ...{
            event: 'userChanged',
            createdAt: at(minutes),
            userId,
            byUserId: null,
            sessionKey: null,
            userTitle: null,
          },
        })
        for (const minutes of [5, 9, 7]) await lock(one, (sessions) => sessions.record([change(one, minutes)]))
        await lock(other, (sessions) => sessions.record([change(other, 12)]))
        assert.deepEqual((await lock(one, (sessions) => sessions.findAccount(one)))?.changedAt, at(9))
        assert.deepEqual(await lock(one, (sessions) => sessions.lastChangeOf([one])), at(9))
        assert.deepEqual(await lock(one, (sessions) => sessions.lastChangeOf([one, other])), at(12))
        const third = await userWith()
        assert.equal(await lock(third, (sessions) => sessions.lastChangeOf([third])), null)
      })

      it('are found by one statement', async () => {
        const userId = await userWith('a', 'b')
        await lock(userId, async (sessions) => {
          under.takeStatements()
          await sessions.findAccount(userId)
          assert.equal(under.takeStatements().length, 1)
        })
      })
    })

    describe('the clock', () => {
      const offBy = (): number => Math.abs(port.clock.now().getTime() - Date.now())

      it('tells the time of the database, and asks for it once', async () => {
        assert.throws(() => port.clock.now(), /was not asked for/)
        await port.clock.ready()
        assert.ok(offBy() < 2_000, String(offBy()))
        under.takeStatements()
        await port.clock.ready()
        assert.equal(under.takeStatements().length, 0)
        await port.clock.ask()
        assert.equal(under.takeStatements().length, 1)
      })

      it('learns it from the reads of sessions and of users', async () => {
        const userId = await userWith('a')
        const reads = [
          () => under.other.sessions.find('a'),
          () => under.other.sessions.withUsersLocked([userId], (sessions) => sessions.findByUsers([userId])),
          () => under.other.sessions.withUsersLocked([userId], (sessions) => sessions.findAccount(userId)),
        ]
        for (const read of reads) {
          await under.close()
          under = await open()
          port = under.port
          await userWith('a')
          await read()
          const off = Math.abs(under.other.clock.now().getTime() - Date.now())
          assert.ok(off < 2_000, String(off))
        }
      })
    })

    describe('maintenance', () => {
      it('removes sessions that ended, with their links, up to the limit', async () => {
        const userId = await userWith('a', ...[1, 2, 3, 4].map((ends) => ({ sid: String(ends), ends })))
        assert.equal(await port.maintenance.removeExpired(at(3), 2), 2)
        assert.equal((await sidsOf(userId)).length, 3)
        assert.equal(await port.maintenance.removeExpired(at(3), 2), 1)
        assert.deepEqual(await sidsOf(userId), ['4', 'a'])
        assert.equal(await port.maintenance.removeExpired(at(3), 2), 0)
      })

      it('removes events that are too old, up to the limit', async () => {
        const userId = await userWith()
        for (const minutes of [1, 2, 3, 4]) {
          const event: SessionEvent = {
            ...nowhere,
            ...{ event: 'login', userId, byUserId: null, sessionKey: String(minutes), createdAt: at(minutes) },
          }
          await lock(userId, (sessions) => sessions.record([event]))
        }
        assert.equal(await port.maintenance.removeEvents(at(3), 2), 2)
        assert.equal(await port.maintenance.removeEvents(at(3), 2), 1)
        assert.equal((await port.events.ofSession('3')).length, 0)
        assert.equal((await port.events.ofSession('4')).length, 1)
      })

      it('has a checkpoint that never rejects', async () => {
        await port.maintenance.checkpoint()
        await under.broken.maintenance.checkpoint()
      })
    })

    it('says that the database is unavailable if it is, whatever it was asked', async () => {
      const [{ sessions, liveSessions, events, users, maintenance, clock }, row] = [
        under.broken,
        { data: '', expiresAt: at(1) },
      ]
      const attempts = [
        ...[sessions.find('a'), sessions.insert('a', row), sessions.change('a', () => row), sessions.remove('a')],
        ...[sessions.touch('a', at(1), at(1)), sessions.withUsersLocked([1], () => Promise.resolve())],
        ...[
          liveSessions.page(1, at(1), 0, 1, null),
          liveSessions.count([1], at(1)),
          liveSessions.countAfter(null, 1, at(1)),
        ],
        ...[events.ofSession('k'), events.noteTold('k', 'revoked', at(1)), users.find([1]), clock.ready(), clock.ask()],
        events.record({
          ...{ ...nowhere, event: 'loginFailed', createdAt: at(1), byUserId: null, userId: null, sessionKey: null },
        }),
        ...[maintenance.removeExpired(at(1), 1), maintenance.removeEvents(at(1), 1)],
      ]
      await Promise.all(attempts.map((attempt) => assert.rejects(attempt, isUnavailable)))
    })
  })
}

testPort('the port on Prisma', async () => {
  const database = await createDatabase()
  const { prisma } = database
  // Not on SQLite, whose driver waits for the file in the thread that would have to let go of it.
  const second = provider === 'sqlite' ? prisma : connect(database.url)
  const hiding = prisma.$extends({
    query: {
      user: {
        findMany: ({ args, query }) =>
          query(
            args.select ? args : { ...args, select: { id: true, email: true, isSuperuser: true, permissions: true } },
          ),
      },
    },
  })
  const failing = prisma.$extends({ query: { $allOperations: () => Promise.reject(new Error('away')) } })
  return {
    port: createPrismaPort(hiding, 10_000),
    other: createPrismaPort(second, 10_000),
    broken: createPrismaPort(failing, 10_000),
    hasty: createPrismaPort(second, hastyMs),
    addUsers: (count) => addUsers(prisma, count),
    async removeUser(userId) {
      await prisma.user.delete({ where: { id: Number(userId) } })
    },
    // A list is no email, and the type of the client says so.
    askBadly: () => prisma.user.findMany({ where: { email: ['a'] as never } }),
    askInVain: () => prisma.$queryRawUnsafe('SELECT nothing FROM nowhere'),
    takeStatements: () => database.takeStatements(),
    async close() {
      await second.$disconnect()
      await database.close()
    },
  }
})

async function addUsers(prisma: PrismaClient, count: number): Promise<UserId[]> {
  const before = await prisma.user.count()
  const ids: UserId[] = []
  for (let index = before; index < before + count; index++) {
    const data = { email: `${String(index)}@example.com`, passwordHash: 'hash' }
    ids.push((await prisma.user.create({ data })).id)
  }
  return ids
}

describe('the clock of the database', () => {
  it('takes a time without a fraction, of which Prisma 5 on SQLite makes a BigInt', async () => {
    const times = [1_000_000.5, 1_000_000n]
    const clock = new DatabaseClock((one) =>
      one.observe(() => Promise.resolve(times.splice(0, 1).map((now) => ({ now })))),
    )
    await clock.ask()
    await clock.ask()
    assert.equal(Math.floor(clock.now().getTime() / 60_000), 16)
  })
})
