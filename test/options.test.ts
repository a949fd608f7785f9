// What the options become. That wrong ones stop the start: guarantees/misconfiguration.test.ts.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { SingleSessionOptions } from '../src/index.js'
import { resolveOptions } from '../src/options/options.js'

const prisma = {} as SingleSessionOptions['prisma']
const secret = 'x'.repeat(32)
const resolve = (options: object) => resolveOptions({ prisma, secret, ...options })

describe('the options', () => {
  it('fills in safe defaults', () => {
    const { cookie, logoutAllSessions, touchAfterMs, idleTimeoutMs } = resolve({})
    assert.deepEqual({ ...cookie.attributes }, { httpOnly: true, sameSite: 'lax', secure: false, path: '/' })
    assert.deepEqual(
      [cookie.name, logoutAllSessions, touchAfterMs, idleTimeoutMs],
      ['adminjs', true, 60_000, 86_400_000],
    )
  })

  it('makes the cookie secure in production', () => {
    const before = process.env.NODE_ENV
    process.env.NODE_ENV = 'production'
    try {
      assert.equal(resolve({}).cookie.attributes.secure, true)
      assert.equal(resolve({}).cookie.name, '__Host-adminjs')
      assert.equal(resolve({ cookie: { secure: 'auto' } }).cookie.attributes.secure, 'auto')
    } finally {
      if (before === undefined) delete process.env.NODE_ENV
      else process.env.NODE_ENV = before
    }
  })

  it('gives the cookie the prefix __Host- where browsers would take it', () => {
    const cases: [cookie: object, name: string][] = [
      [{ secure: true }, '__Host-adminjs'],
      [{ secure: true, path: '/', domain: undefined, name: undefined }, '__Host-adminjs'],
      [{ secure: true, sameSite: 'none' }, '__Host-adminjs'],
      [{ secure: true, path: '/admin' }, 'adminjs'],
      [{ secure: true, domain: 'example.com' }, 'adminjs'],
      [{ secure: true, name: 'adminjs' }, 'adminjs'],
      [{ secure: 'auto' }, 'adminjs'],
      [{ secure: false }, 'adminjs'],
      [{}, 'adminjs'],
    ]
    for (const [cookie, name] of cases) assert.equal(resolve({ cookie }).cookie.name, name, JSON.stringify(cookie))
  })

  it('shows how each function is written, with what it is given', () => {
    const parameters = { checkPassword: '(user, password)', onLogin: '(news)', onSessionEnd: '(news)' }
    for (const [name, given] of Object.entries(parameters)) {
      const isShown = ({ message }: Error) => message.includes(`Write ${name}: ${given} => `)
      assert.throws(() => resolve({ [name]: true }), isShown, name)
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
    assert.equal(await configuration.singleUserSession({ id: 1 }), true)
    assert.equal(configuration.cookie.name, 'adminjs')
    assert.ok(Object.isFrozen(configuration))
  })

  it('reads them once: what becomes of them later changes nothing', async () => {
    const given = {
      ...{
        prisma,
        secret: [secret],
        trustedOrigins: ['https://login.example.com'],
        cookie: { name: 'panel', path: '/a' },
      },
      ...{ singleUserSession: 2, logoutAllSessions: false, idleTimeoutMs: 5000, touchAfterMs: 1, cleanupIntervalMs: 2 },
      ...{ queryTimeoutMs: 300, recordIpAddress: false, recordUserAgent: false, userResource: false },
      ...{ isAdminUser: () => true, hasPermission: () => true, clock: () => new Date(0) },
    }
    const configuration = resolveOptions(given)
    const told = async () => ({
      ...(JSON.parse(JSON.stringify(configuration)) as object),
      limit: await configuration.singleUserSession({ id: 1 }),
      isAdminUser: await configuration.isAdminUser({}),
      hasPermission: await configuration.hasPermission({}, 'logout'),
      time: configuration.clock?.(),
    })
    const before = await told()
    given.secret.unshift('y'.repeat(32))
    given.trustedOrigins.push('https://elsewhere.example.com')
    Object.assign(given.cookie, { name: 'other', path: '/b', maxAge: 1000, sameSite: 'strict' })
    for (const name of Object.keys(given)) Object.assign(given, { [name]: undefined })
    assert.deepEqual(await told(), before)
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
