// Exactly the limit, whatever isolation level the app's database or its client has as a default, and even without the lock
// on the user's row: the database holds the limit by the slots of the sessions.
import { after, describe, it } from 'node:test'
import { connect, createDatabase, provider } from '../support/database.js'
import { guarantee, trials } from '../support/guarantee.js'
import { changed, checkParallelLogins } from '../support/parallel-logins.js'
import { loginOf, ruleOf } from '../support/rule.js'
import { createUser } from '../support/sessions.js'

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
const atOnce = 8
const rounds = trials(4, 220)

for (const level of levels) {
  for (const withoutLock of [false, true]) {
    describe(`isolation ${level}, ${withoutLock ? 'without' : 'with'} the lock on the user`, () => {
      const changes = { withoutLock, ...(provider === 'sqlite' ? {} : { isolationLevel: level }) }
      const rules = clients.map((client) => ruleOf(changed(client, changes), 30_000))
      for (const limit of limits) {
        it(`leaves exactly ${String(limit)} of ${String(atOnce)} parallel logins live`, async () => {
          await checkParallelLogins({ promise, rules, prisma: database.prisma, limit, atOnce, rounds })
        })
      }
    })
  }
}

describe('a limit that changes', () => {
  const [rule] = clients.map((client) => ruleOf(client, 30_000))

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
      const one = loginOf(user.id, limit)
      sids.push(one.sid)
      await rule?.logIn(one)
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
