// A user model without the fields that the default permissions read: the start says that nobody may use the actions.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import AdminJS from 'adminjs'
import { createSingleSession, type SingleSessionOptions } from '../src/index.js'
import { secret } from './support/app.js'
import { createHouse } from './support/house.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'
import { listenToWarnings } from './support/warnings.js'

runsOnSqliteAlone('what the schema has is the same on every database')

const warnings = listenToWarnings()
const plain = await createHouse((schema) => schema.replaceAll(/^ +(isSuperuser|permissions) .*\n/gm, ''))
const named = await createHouse((schema) => schema.replaceAll(/^ +isSuperuser .*\n/gm, ''))
after(async () => {
  warnings.stop()
  await Promise.all([plain.close(), named.close()])
})

/** What the process has warned of once this panel has started. */
async function saidOf(house: typeof plain, options: Partial<SingleSessionOptions>): Promise<string[]> {
  warnings.clear()
  const singleSession = createSingleSession({ prisma: house.prisma, secret, cleanupIntervalMs: 0, ...options })
  singleSession.middleware(new AdminJS())
  singleSession.middleware(new AdminJS({ rootPath: '/other', loginPath: '/other/login' }))
  process.emitWarning('last', { code: 'SINGLE_SESSION_LAST' })
  await warnings.first('LAST')
  return warnings.of('NO_PERMISSIONS')
}

describe('a user model without the fields of the default permissions', () => {
  it('is told, once, with the options to write', async () => {
    const [said = '', ...others] = await saidOf(plain, {})
    for (const part of [
      'The model User ',
      'isSuperuser',
      'permissions',
      'isAdminUser: (user) =>',
      'hasPermission: (',
    ]) {
      assert.ok(said.includes(part), said)
    }
    assert.deepEqual(others, [])
  })

  it('is fine with a function of the app, without a list of users, or with one of the fields', async () => {
    for (const options of [
      { hasPermission: () => false },
      { isAdminUser: (user: { email: string }) => user.email === 'root@example.com' },
      { userResource: false },
    ]) {
      assert.deepEqual(await saidOf(plain, options), [])
    }
    assert.deepEqual(await saidOf(named, {}), [])
  })
})
