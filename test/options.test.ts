// Wrong options stop the start: each message names the option, shows the value and says what to write.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SingleSessionError } from '../src/errors.js'
import { resolveOptions, type SingleSessionOptions } from '../src/options.js'

const prisma = {} as SingleSessionOptions['prisma']
const secret = 'x'.repeat(32)
const resolve = (options: object) => resolveOptions({ prisma, secret, ...options })

describe('the options', () => {
  const wrong: [options: object, message: RegExp][] = [
    [
      { singleUserSessions: true },
      /^singleUserSessions is not an option; its value is true\. Write one of: prisma, secret, /,
    ],
    [
      { cookie: { httpOnly: false } },
      /^cookie\.httpOnly is not an option; its value is false\. Write one of: cookie\.name, /,
    ],
    [
      { prisma: undefined },
      /^prisma has to be your Prisma client; it is undefined\. Write prisma: new PrismaClient\(\)/,
    ],
    [
      { secret: undefined },
      /^secret has to be a text of at least 32 characters; it is undefined\. Write secret: process\.env/,
    ],
    [{ secret: 'short' }, /^secret has to be .*; it is a text of 5 characters\./],
    [{ secret: [secret, 'short'] }, /^secret has to be .*; it is a text of 5 characters\./],
    [{ secret: [] }, /^secret has to be at least one secret; it is \[\]/],
    [
      { singleUserSession: 'yes' },
      /^singleUserSession has to be true, false, .*; it is 'yes'\. Write singleUserSession: true/,
    ],
    [{ singleUserSession: 0 }, /^singleUserSession has to be .*; it is 0\./],
    [{ singleUserSession: 1.5 }, /^singleUserSession has to be .*; it is 1\.5\./],
    [{ logoutAllSessions: 1 }, /^logoutAllSessions has to be true or false; it is 1\. Write logoutAllSessions: true\./],
    [
      { idleTimeoutMs: '1 day' },
      /^idleTimeoutMs has to be a whole number of milliseconds from 1000 to \d+; it is '1 day'\./,
    ],
    [{ idleTimeoutMs: 10 }, /^idleTimeoutMs has to be .*; it is 10\./],
    [{ touchAfterMs: -1 }, /^touchAfterMs has to be .* from 0 .*; it is -1\. Write touchAfterMs: 60000\./],
    [
      { cleanupIntervalMs: true },
      /^cleanupIntervalMs has to be .* from 0 .*; it is true\. Write cleanupIntervalMs: 600000\./,
    ],
    [{ cookie: 'adminjs' }, /^cookie has to be an object; it is 'adminjs'\./],
    [
      { cookie: { name: 'a b' } },
      /^cookie\.name has to be a cookie name; it is 'a b'\. Write cookie: \{ name: 'adminjs' \}\./,
    ],
    [{ cookie: { maxAge: '1d' } }, /^cookie\.maxAge has to be .*; it is '1d'\. Write cookie: \{ maxAge: 86400000 \}\./],
    [{ cookie: { sameSite: true } }, /^cookie\.sameSite has to be 'lax', 'strict' or 'none'; it is true\./],
    [{ cookie: { secure: 'yes' } }, /^cookie\.secure has to be true, false or 'auto'; it is 'yes'\./],
    [{ cookie: { sameSite: 'none', secure: false } }, /^cookie\.secure has to be true with sameSite 'none'/],
    [{ cookie: { path: 'admin' } }, /^cookie\.path has to be a path; it is 'admin'\./],
    [{ isAdminUser: true }, /^isAdminUser has to be a function; it is true\./],
    [{ hasPermission: 'logout' }, /^hasPermission has to be a function; it is 'logout'\./],
    [{ userResource: 'User' }, /^userResource has to be true or false; it is 'User'\./],
    [{ clock: 5 }, /^clock has to be a function; it is 5\./],
  ]
  for (const [options, message] of wrong) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      assert.throws(
        () => resolve(options),
        (error: SingleSessionError) => {
          assert.ok(error instanceof SingleSessionError)
          assert.match(error.code, /^ERR_SINGLE_SESSION_(UNKNOWN|INVALID)_OPTION$/)
          assert.match(error.message, message)
          return true
        },
      )
    })
  }

  it('never shows a secret', () => {
    assert.throws(
      () => resolve({ secrets: 'hunter2' }),
      (error: Error) => error.message.startsWith('secrets is not an option; its value is a text of 7 characters'),
    )
    assert.throws(
      () => resolve({ secret: 'hunter2' }),
      (error: Error) => !error.message.includes('hunter2'),
    )
  })

  it('fills in safe defaults', () => {
    const { cookie, cookieName, logoutAllSessions, touchAfterMs, idleTimeoutMs } = resolve({})
    assert.deepEqual({ ...cookie }, { httpOnly: true, sameSite: 'lax', secure: false, path: '/' })
    assert.deepEqual(
      [cookieName, logoutAllSessions, touchAfterMs, idleTimeoutMs],
      ['adminjs', true, 60_000, 86_400_000],
    )
  })

  it('makes the cookie secure in production', () => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    try {
      assert.equal(resolve({}).cookie.secure, true)
      assert.equal(resolve({ cookie: { secure: 'auto' } }).cookie.secure, 'auto')
    } finally {
      if (before === undefined) delete process.env.NODE_ENV
      else process.env.NODE_ENV = before
    }
  })

  it('takes undefined for absent, and changes nothing that it is given', async () => {
    const given = Object.freeze({
      prisma,
      secret,
      singleUserSession: undefined,
      cookie: Object.freeze({ name: undefined }),
    })
    const configuration = resolveOptions(given)
    assert.equal(await configuration.limitOf({}), true)
    assert.equal(configuration.cookieName, 'adminjs')
    assert.ok(Object.isFrozen(configuration))
  })

  it('reads permissions from a list and from text', async () => {
    const { hasPermission } = resolve({})
    assert.equal(await hasPermission({ permissions: ['single_session.logout'] }, 'logout'), true)
    assert.equal(await hasPermission({ permissions: 'other, single_session.logout_all' }, 'logout_all'), true)
    assert.equal(await hasPermission({ permissions: 'single_session.logout_all' }, 'logout'), false)
    assert.equal(await hasPermission({ permissions: null }, 'logout'), false)
    assert.equal(await hasPermission({ isSuperuser: 'true' }, 'logout'), false)
    assert.equal(await hasPermission({ isSuperuser: true }, 'logout_all'), true)
  })
})
