// MariaDB with innodb_snapshot_isolation, which is the default from 11.6.2 on. The server is killed and started again; and
// it refuses a COMMIT, after which no connection may be missing.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { createDatabaseOn } from '../support/database.js'
import { openWith } from '../support/open-with.js'
import { startMariadbNode } from './support/mariadb.js'
import { testTopology } from './support/topology.js'

const node = await startMariadbNode({ innodb_snapshot_isolation: 'ON' })
after(() => node.daemon.kill())

describe('MariaDB, innodb_snapshot_isolation = ON', async () => {
  it('keeps the connections of the pool whose COMMIT the server refused', async () => {
    const database = await createDatabaseOn(node.url)
    const connections = 3
    const { prisma } = openWith(database.url, { waitMs: 5000, connections })
    const locker = openWith(database.url, { waitMs: 5000, connections: 1 })
    try {
      for (let refused = 0; refused < 2 * connections; refused++) {
        const work = prisma.$transaction(async (transaction) => {
          await transaction.$executeRawUnsafe('SET SESSION lock_wait_timeout = 1')
          const email = `${String(refused)}@example.com`
          await transaction.user.create({ data: { email, passwordHash: 'x' } })
          // From here on nothing can be committed.
          await locker.prisma.$executeRawUnsafe('FLUSH TABLES WITH READ LOCK')
        })
        await assert.rejects(work, /1205|Lock wait timeout/)
        await locker.prisma.$executeRawUnsafe('UNLOCK TABLES')
      }
      assert.equal(await database.prisma.user.count(), 0)
    } finally {
      await Promise.all([prisma, locker.prisma, database.prisma].map((client) => client.$disconnect()))
    }
  })

  await testTopology(
    {
      server: node.url,
      addresses: (url) => [url, url],
      failures: [
        { name: 'the server is killed, and starts again', begin: () => node.daemon.kill(), mend: () => node.start() },
      ],
    },
    [undefined, 'RepeatableRead'],
  )
})
