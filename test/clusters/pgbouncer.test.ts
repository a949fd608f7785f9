// PgBouncer in transaction mode in front of PostgreSQL: it is killed and started again, and so is the server behind it.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, describe, it } from 'node:test'
import { codeBlocksIn } from '../support/code-blocks.js'
import { openWith } from '../support/open-with.js'
import { startPgBouncer } from './support/pgbouncer.js'
import { ask, startPostgresNode } from './support/postgres.js'
import { seenAt } from './support/seen-at.js'
import { testTopology } from './support/topology.js'

const node = await startPostgresNode('postgres')
const pooler = await startPgBouncer(node.port)
after(() => Promise.all([pooler.daemon.kill(), node.daemon.kill()]))

const throughPooler = (url: string): string => seenAt(pooler.url, url)

describe('PgBouncer in transaction mode', async () => {
  await testTopology({
    server: node.url,
    byPooler: true,
    addresses: (url) => [throughPooler(url), throughPooler(url)],
    more(database) {
      it('takes the connections that prisma/README.md shows, and the limit of the role counts', async () => {
        const readme = await readFile(new URL('../../prisma/README.md', import.meta.url), 'utf8')
        const blocks = codeBlocksIn(readme).filter(({ code }) => /PrismaPg|ALTER ROLE/.test(code))
        const [shown, role] = [
          blocks.find(({ language }) => language === 'ts'),
          blocks.find(({ language }) => language === 'sql'),
        ]
        assert.ok(shown && role)
        // What PgBouncer refuses as a parameter of a connection is not among what is shown.
        assert.deepEqual(
          [...shown.code.matchAll(/^ {4}(\w+):/gm)].map(([, name]) => name),
          ['connectionString', 'connectionTimeoutMillis', 'query_timeout'],
        )
        await ask(node.url, 'CREATE ROLE panel LOGIN')
        await ask(node.url, role.code)
        const asPanel = throughPooler(database.url).replace('postgres@', 'panel@')
        const [row] = await ask(asPanel, 'SHOW idle_in_transaction_session_timeout')
        assert.equal(row?.idle_in_transaction_session_timeout, '10s')
        const refused = openWith(throughPooler(database.url), { waitMs: 5000 })
        await assert.rejects(refused.prisma.$queryRawUnsafe('SELECT 1'), /unsupported startup parameter/)
        await refused.prisma.$disconnect()
      })
    },
    failures: [
      { name: 'the pooler is killed, and starts again', begin: () => pooler.daemon.kill(), mend: () => pooler.start() },
      {
        name: 'the server behind it is killed, and starts again',
        begin: () => node.daemon.kill(),
        mend: () => node.start(),
      },
    ],
  })
})
