// Exactly the limit, whatever isolation level the app's database or its client has as a default, and even without the lock
// on the user's row: the database holds the limit by the slots of the sessions.
import { randomUUID } from 'node:crypto'
import { after, describe, it } from 'node:test'
import type { PrismaClient } from '@prisma/client'
import { resolveOptions } from '../../src/options/options.js'
import { createPrismaPort } from '../../src/prisma/prisma-port.js'
import { createRule } from '../../src/rule/rule.js'
import { connect, createDatabase, provider } from '../support/database.js'
import { guarantee, trials } from '../support/guarantee.js'
import { createUser, type TestUser } from '../support/sessions.js'

const promise = guarantee('Exactly the limit')
const database = await createDatabase()
// As several processes have them. On SQLite one: a client waits for its file in the thread that another one needs to end.
const clients = Array.from({ length: provider === 'sqlite' ? 1 : 3 }, () => connect(database.url))
after(async () => {
  await Promise.all(clients.map((client) => client.$disconnect()))
  await database.close()
})

const levels = provider === 'sqlite' ? ['the only one'] : ['ReadCommitted', 'RepeatableRead', 'Serializable']
const limits = [1, 3]
const loginsAtOnce = 8
const rounds = trials(4, 220)

/** The client as an app has it whose transactions have this isolation level, whatever we ask for; without locks if told so. */
function houseOf(client: PrismaClient, isolationLevel: string, withLock: boolean): PrismaClient {
  const extended = client.$extends({
    query: {
      $queryRawUnsafe({ args, query }) {
        const [sql, ...values] = args as unknown as [string, ...unknown[]]
        const isLock = / FOR (NO KEY )?UPDATE$/.test(sql) || sql.endsWith('WHERE 1 = 0')
        if (withLock || !isLock) return query(args)
        return query([sql.replace(/ FOR (NO KEY )?UPDATE$/, '').replace(/^UPDATE .*$/, 'SELECT 1'), ...values] as never)
      },
    },
  })
  return new Proxy(extended, {
    get(target, name, receiver) {
      if (name !== '$transaction' || provider === 'sqlite') return Reflect.get(target, name, receiver) as unknown
      return (work: never, options: object) =>
        (target.$transaction as (...args: unknown[]) => unknown)(work, { ...options, isolationLevel })
    },
  }) as unknown as PrismaClient
}

const ruleOf = (prisma: PrismaClient) => {
  const configuration = resolveOptions({ prisma, secret: 'x'.repeat(32), queryTimeoutMs: 30_000 })
  return createRule(createPrismaPort(prisma, configuration.queryTimeoutMs), configuration)
}

const login = ({ id: userId }: TestUser, limit: number) => ({
  ...{ userId, limit, sid: randomUUID(), data: '{"cookie":{}}', idleMs: null, previous: null },
  client: { ipAddress: null, userAgent: null },
})

for (const level of levels) {
  for (const withLock of [true, false]) {
    describe(`isolation ${level}, ${withLock ? 'with' : 'without'} the lock on the user`, () => {
      const rules = clients.map((client) => ruleOf(houseOf(client, level, withLock)))
      for (const limit of limits) {
        it(`leaves exactly ${String(limit)} of ${String(loginsAtOnce)} parallel logins live`, async () => {
          for (let round = 0; round < rounds; round++) {
            const user = await createUser(database.prisma)
            const logins = Array.from({ length: loginsAtOnce }, () => login(user, limit))
            const outcomes = await Promise.allSettled(
              logins.map(async (one, index) => rules[index % rules.length]?.sessions.logIn(one)),
            )
            for (const { status, ...rest } of outcomes) {
              promise.check(status === 'fulfilled', `a login failed because others ran: ${JSON.stringify(rest)}`)
            }
            const links = await database.prisma.userSession.findMany({ where: { userId: user.id } })
            promise.equal(links.length, limit, 'live sessions')
            const slots = links.map(({ slot }) => slot).sort()
            promise.check(
              slots.every((slot) => slot !== null && slot < limit),
              `slots ${JSON.stringify(slots)}`,
            )
          }
        })
      }
    })
  }
}

describe('a limit that changes', () => {
  const [rule] = clients.map((client) => ruleOf(client))

  it('trims the surplus and gives every session a slot under the new limit', async () => {
    const user = await createUser(database.prisma)
    const live = async () => {
      const links = await database.prisma.userSession.findMany({
        where: { userId: user.id },
        orderBy: { createdAt: 'asc' },
      })
      return links.map(({ sid, slot }) => ({ sid, slot }))
    }
    const sids: string[] = []
    const logIn = async (limit: number | boolean) => {
      const one = { ...login(user, 1), limit }
      sids.push(one.sid)
      await rule?.sessions.logIn(one)
    }
    for (let count = 0; count < 4; count++) await logIn(false)
    promise.equal(
      (await live()).map(({ slot }) => slot),
      [null, null, null, null],
      'slots without a limit',
    )
    await logIn(3)
    const three = await live()
    promise.equal(
      three.map(({ sid }) => sid),
      sids.slice(-3),
      'the newest three',
    )
    promise.equal(three.map(({ slot }) => slot).sort(), [0, 1, 2], 'their slots')
    await logIn(5)
    promise.equal((await live()).map(({ slot }) => slot).sort(), [0, 1, 2, 3], 'slots of a higher limit')
    await logIn(2)
    const two = await live()
    promise.equal(
      two.map(({ sid }) => sid),
      sids.slice(-2),
      'the newest two',
    )
    promise.equal(two.map(({ slot }) => slot).sort(), [0, 1], 'their slots')
    await logIn(true)
    promise.equal(await live(), [{ sid: sids.at(-1), slot: 0 }], 'the newest one')
  })
})
