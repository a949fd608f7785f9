// PostgreSQL, a primary and a synchronous standby behind one address. Under load the primary is killed, or cut off from its
// standby; the standby is promoted, and the address leads to it.
import { after, describe } from 'node:test'
import { startTcpSwitch } from '../support/tcp-switch.js'
import { ask, promote, startPostgresNode, startStandby, until, type PostgresNode } from './support/postgres.js'
import { seenAt } from './support/seen-at.js'
import { testTopology } from './support/topology.js'

/** A primary, with a standby that it waits for at every COMMIT. The network between them can fail. */
async function startPair() {
  const primary = await startPostgresNode('primary')
  const replication = await startTcpSwitch(primary.url)
  const standby = await startStandby(primary, replication.url)
  await follow(primary)
  return { primary, standby, replication }
}

/** Waits from now on for the standby, which is there. */
async function follow(primary: PostgresNode): Promise<void> {
  await ask(primary.url, "ALTER SYSTEM SET synchronous_standby_names = 'standby'")
  await ask(primary.url, 'SELECT pg_reload_conf()')
  await until('the standby is synchronous', async () => {
    const [row] = await ask(primary.url, 'SELECT sync_state FROM pg_stat_replication')
    return row?.sync_state === 'sync'
  })
}

let pair = await startPair()
const address = await startTcpSwitch(pair.primary.url)
const daemons = new Set([pair.primary, pair.standby])
after(async () => {
  address.close()
  pair.replication.close()
  await Promise.all([...daemons].map(({ daemon }) => daemon.kill()))
})

async function failOver(): Promise<void> {
  await promote(pair.standby)
  address.redirect(pair.standby.url)
}

/** What was the standby gets a standby of its own. */
async function rebuild(): Promise<void> {
  const primary = pair.standby
  pair.replication.close()
  const replication = await startTcpSwitch(primary.url)
  const standby = await startStandby(primary, replication.url)
  daemons.add(standby)
  await follow(primary)
  pair = { primary, standby, replication }
}

const through = (url: string): string => seenAt(address.url, url)

describe('PostgreSQL, a primary and a synchronous standby', async () => {
  await testTopology({
    server: address.url,
    addresses: (url) => [through(url), through(url)],
    failures: [
      {
        name: 'the primary is killed, and the standby promoted',
        begin: () => pair.primary.daemon.kill(),
        mend: failOver,
        afterwards: rebuild,
      },
      {
        name: 'the primary is cut off from its standby, which is promoted',
        async begin() {
          pair.replication.freeze()
          // Long enough for logins to begin that wait for the standby in vain.
          await new Promise((resolve) => setTimeout(resolve, 1500))
        },
        mend: failOver,
        async afterwards() {
          await pair.primary.daemon.kill()
          await rebuild()
        },
      },
    ],
  })
})
