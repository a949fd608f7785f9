// What the log of the process is told of a fault: the cause, at once, and not each time; and nothing of what was asked.
import assert from 'node:assert/strict'
import { after, afterEach, describe, it, mock } from 'node:test'
import type { PrismaClient } from '@prisma/client'
import { Repeats } from '../src/faults/repeats.js'
import { withoutValues, wordsOf } from '../src/faults/words-of.js'
import type { SingleSessionError } from '../src/index.js'
import { closeApps, idOf, logIn, startApp } from './support/app.js'
import { listenToWarnings } from './support/warnings.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('no database changes what is said; what each says of itself is in not-migrated.test.ts')

const warnings = listenToWarnings()
after(() => {
  warnings.stop()
})
afterEach(async () => {
  await closeApps()
  warnings.clear()
})

describe('a fault', () => {
  it('of a function of the app reaches the log with the place, whatever the error handler does', async () => {
    const app = await startApp({
      settings: {
        singleUserSession() {
          throw new TypeError("Cannot read properties of undefined (reading 'plan')")
        },
      },
    })
    assert.equal((await logIn(app.browser(), 'foo')).status, 503)
    const said = await warnings.first('FAULT')
    assert.match(said, /^ERR_SINGLE_SESSION_CALLBACK_FAILED: The option singleUserSession /)
    assert.match(said, /\n {2}because of TypeError: Cannot read properties of undefined \(reading 'plan'\)\n/)
    assert.match(said, /\n {2}at .*told-faults\.test\.ts:\d+/)
  })

  it('of the database reaches it from the store, a login, an action and the cleanup, and says no session id', async () => {
    const app = await startApp({ settings: { checkPassword: () => true } })
    const root = await app.browserOf('root')
    const { sid } = await app.prisma.session.findFirstOrThrow()
    const fail = (work: string) =>
      app.prisma.$executeRawUnsafe(
        `CREATE TRIGGER no_${work} BEFORE ${work} ON "Session" BEGIN SELECT RAISE(ABORT, 'no ${work}'); END`,
      )
    await fail('DELETE')
    const everyone = '/admin/api/resources/User/actions/logoutEveryone'
    assert.equal((await root.post(everyone, { keepMe: 'false', password: 'secret' })).status, 503)
    await warnings.first('FAULT', /no DELETE/)
    await fail('INSERT')
    assert.equal((await logIn(app.browser(), 'foo')).status, 503)
    await warnings.first('FAULT', /no INSERT/)
    await app.prisma.$executeRawUnsafe('DROP TRIGGER no_DELETE')
    await app.prisma.$executeRawUnsafe('ALTER TABLE "SessionEvent" RENAME TO "Elsewhere"')
    await assert.rejects(app.singleSession.removeExpiredSessions())
    await warnings.first('FAULT', /NOT_MIGRATED.* SessionEvent/)
    assert.equal(
      (app.errors as SingleSessionError[]).every(({ status }) => status === 503),
      true,
    )
    for (const said of warnings.of('FAULT')) assert.ok(!said.includes(sid) && !said.includes('secret'), said)
  })
})

describe('a failure for which no request fails', () => {
  const says = (prisma: PrismaClient, work: string, text: string) =>
    prisma.$executeRawUnsafe(`CREATE TRIGGER stop BEFORE ${work} BEGIN SELECT RAISE(ABORT, '${text}'); END`)

  it('reaches the log once with its cause, when the use of a session cannot be noted', async () => {
    const app = await startApp({ settings: { touchAfterMs: 0 } })
    const foo = await app.browserOf('foo')
    const { sid } = await app.prisma.session.findFirstOrThrow()
    await says(app.prisma, 'UPDATE ON "Session"', `no "${sid}"`)
    for (let time = 0; time < 3; time += 1) assert.equal((await foo.get('/admin')).status, 200)
    const said = await warnings.first('TOUCH')
    assert.match(said, /^The use of a session could not be noted: .*\n {2}because of .*: no …/s)
    assert.ok(!said.includes(sid), said)
    assert.equal(warnings.of('TOUCH').length, 1, 'the same is said once')
  })

  it('reaches it once with its cause, when the sessions of a changed user cannot be ended', async () => {
    const app = await startApp({ settings: { endSessionsOnChangeOf: ['passwordHash'] } })
    const root = await app.browserOf('root')
    await app.browserOf('bar')
    const { sid } = await app.prisma.session.findFirstOrThrow()
    await says(app.prisma, 'DELETE ON "Session"', `no "${sid}"`)
    const path = `/admin/api/resources/User/records/${String(await idOf(app.prisma, 'bar'))}/edit`
    for (const passwordHash of ['one', 'two'])
      assert.match((await root.post(path, { passwordHash })).text, /singleSessionChangedNotEnded/)
    const said = await warnings.first('ACCOUNT_CHANGE')
    assert.match(said, /^The sessions of a changed user could not be ended: .*\n {2}because of .*: no …/s)
    assert.ok(!said.includes(sid), said)
    assert.equal(warnings.of('ACCOUNT_CHANGE').length, 1, 'the same is said once')
  })

  it('reaches it once with the place, when a function of the app fails for each of many sessions', async () => {
    const app = await startApp({
      settings: {
        singleUserSession: false,
        onLogin({ userId }) {
          throw new Error(`no mail to "${String(userId)}@example.com"`)
        },
      },
    })
    for (let time = 0; time < 3; time += 1) await app.browserOf('foo')
    const said = await warnings.first('CALLBACK')
    assert.match(said, /^The option onLogin is a function that failed: Error: no mail to …\n {2}at .*told-faults/)
    assert.equal(warnings.of('CALLBACK').length, 1, 'the same is said once')
  })
})

describe('the words of a fault', () => {
  it('are those of all errors behind it, each once, without what the query was given', () => {
    const driver = {
      kind: 'mysql',
      originalCode: '1062',
      originalMessage: "Duplicate entry 'the-sid' for key 'PRIMARY'",
    }
    const adapter = Object.assign(new Error('UniqueConstraintViolation'), { name: 'DriverAdapterError', cause: driver })
    const prisma = Object.assign(new Error('\nInvalid `x({ where: { sid: "the-sid" } })` call:\n\n\nThe last line.'), {
      name: 'PrismaClientKnownRequestError',
      code: 'P2002',
      meta: { driverAdapterError: adapter },
    })
    assert.equal(
      wordsOf(prisma),
      'PrismaClientKnownRequestError P2002: The last line.\n' +
        '  because of DriverAdapterError: UniqueConstraintViolation\n' +
        "  because of mysql 1062: Duplicate entry … for key 'PRIMARY'",
    )
    const refused = new AggregateError([], '')
    assert.equal(wordsOf(Object.assign(refused, { code: 'ECONNREFUSED' })), 'AggregateError ECONNREFUSED')
    const circle = new Error('round')
    circle.cause = circle
    assert.equal(wordsOf(circle), 'Error: round')
    for (const thrown of ['a secret', undefined, null, 7])
      assert.equal(wordsOf(thrown), `a ${typeof thrown} was thrown`)
  })

  const texts: [said: string, told: string][] = [
    ['relation "Session" does not exist', 'relation "Session" does not exist'],
    ["Table 'shop.Session' doesn't exist", "Table 'shop.Session' doesn't exist"],
    ["Can't reach database server at 'hunter2'", "Can't reach database server at …"],
    ['invalid input syntax for type integer: "hunter2"', 'invalid input syntax for type integer: …'],
    [
      "Incorrect string value: 'hunter2' for column 'data' at row 1",
      "Incorrect string value: … for column 'data' at row 1",
    ],
    ["O'Hara's 'hunt'er2' is no 'number'", "O'Hara's … is no …"],
    ['Key (sid)=(hunter2) already exists', 'Key (sid)=(…) already exists'],
    ['Failing row contains (1, hunter2)', 'Failing row contains (…)'],
    ["Access denied for user 'root'@'localhost'", "Access denied for user 'root'@'localhost'"],
    ['no answer from mysql://root:hunter2@db:3306/shop', 'no answer from mysql://…@db:3306/shop'],
    [`Unexpected token 'h', "hunter2" is not valid JSON`, 'Unexpected token …, … is not valid JSON'],
    ['x'.repeat(1000), 'x'.repeat(300)],
  ]
  for (const [said, told] of texts) {
    it(`leave out values: ${said.slice(0, 60)}`, () => {
      assert.equal(withoutValues(said), told)
    })
  }
})

describe('what repeats itself', () => {
  it('is said at once, then counted by the minute, until it stays away', () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      const said: string[] = []
      const repeats = new Repeats((text) => said.push(text))
      const take = () => said.splice(0)
      for (let time = 0; time < 1000; time += 1) repeats.tell('away')
      repeats.tell('locked')
      assert.deepEqual(take(), ['away', 'locked'])
      mock.timers.tick(60_000)
      assert.deepEqual(take(), ['away\n  and 999 more in the last minute'])
      repeats.tell('away')
      repeats.tell('locked')
      assert.deepEqual(take(), ['locked'])
      mock.timers.tick(60_000)
      assert.deepEqual(take(), ['away\n  and 1 more in the last minute'])
      mock.timers.tick(60_000)
      mock.timers.tick(60_000)
      repeats.tell('away')
      assert.deepEqual(take(), ['away'], 'after a minute of peace it is said at once')
    } finally {
      mock.timers.reset()
    }
  })

  it('in ever other words fills neither the log nor the memory', () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    try {
      const said: string[] = []
      const repeats = new Repeats((text) => said.push(text))
      for (let number = 0; number < 1000; number += 1) repeats.tell(`fault ${String(number)}`)
      assert.equal(said.length, 11)
      mock.timers.tick(60_000)
      assert.deepEqual(said.slice(11), ['Other faults, this one last: fault 999\n  and 989 more in the last minute'])
    } finally {
      mock.timers.reset()
    }
  })
})
