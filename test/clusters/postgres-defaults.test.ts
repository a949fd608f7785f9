// PostgreSQL whose server has another isolation level as its default. The server is killed and started again on its data.
import { after, describe } from 'node:test'
import { startPostgresNode } from './support/postgres.js'
import { testTopology } from './support/topology.js'
import { isLongRun } from '../support/guarantee.js'

for (const level of ['repeatable read', 'serializable']) {
  const node = await startPostgresNode('postgres', { default_transaction_isolation: level })
  after(() => node.daemon.kill())
  describe(`PostgreSQL, default_transaction_isolation = '${level}'`, async () => {
    const levels =
      isLongRun && level === 'serializable' ? ['ReadCommitted', 'RepeatableRead', 'Serializable'] : [undefined]
    await testTopology(
      {
        server: node.url,
        addresses: (url) => [url, url],
        failures: [
          {
            name: 'the server is killed, and starts again',
            begin: () => node.daemon.kill(),
            mend: () => node.start(),
          },
        ],
      },
      levels,
    )
  })
}
