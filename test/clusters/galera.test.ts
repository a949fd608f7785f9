// MariaDB Galera: two nodes, a process at each, all of which write. A node is killed, and its address then leads to the other
// one, as a proxy does it; a node is cut off from the others and comes back.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { openWith } from '../support/open-with.js'
import { loginOf, ruleOf } from '../support/rule.js'
import { createUser } from '../support/sessions.js'
import { startTcpSwitch } from '../support/tcp-switch.js'
import { startGalera, statusOf } from './support/mariadb.js'
import { promisesOfPeople } from './support/people.js'
import { ask, until } from './support/postgres.js'
import { seenAt } from './support/seen-at.js'
import { testTopology } from './support/topology.js'

const { nodes, arbitrator } = await startGalera()
const [one, two] = nodes
const switches = [await startTcpSwitch(one.url), await startTcpSwitch(two.url)] as const
after(async () => {
  for (const network of switches) network.close()
  await Promise.all([arbitrator, one.daemon, two.daemon].map((daemon) => daemon.kill()))
})

/** Reads wait until the node has all that was committed at the others before. */
const causal = `sessionVariables=${encodeURIComponent('{"wsrep_sync_wait":1}')}`

const through = (url: string, index: 0 | 1): string => seenAt(switches[index].url, url)

const isolate = (isIsolated: boolean) =>
  ask(two.url, `SET GLOBAL wsrep_provider_options = 'gmcast.isolate=${isIsolated ? '1' : '0'}'`)

describe('MariaDB Galera, two nodes', async () => {
  await testTopology({
    server: one.url,
    addresses: (url) => [through(url, 0), through(url, 1)],
    panels: (url) => [`${through(url, 0)}?${causal}`, `${through(url, 1)}?${causal}`],
    look: (url) => `${url}?${causal}`,
    more(database) {
      it('lets a login wait at a node that is cut off for a moment', async () => {
        const { prisma } = openWith(through(database.url, 1), { waitMs: 20_000 })
        const user = await createUser(prisma)
        await isolate(true)
        await until('the node knows it', async () => (await statusOf(two, 'wsrep_ready')) === 'OFF')
        const login = ruleOf(prisma, 30_000).logIn(loginOf(user.id, 1))
        await assert.rejects(ask(through(database.url, 1), 'SELECT * FROM `User`'), /1047/)
        await isolate(false)
        promisesOfPeople.failure.equal(await login.then(() => 'in', String), 'in', 'a login that waited')
        await prisma.$disconnect()
      })
    },
    failures: [
      {
        name: 'a node is killed, and comes back',
        async begin() {
          await two.daemon.kill()
          switches[1].redirect(one.url)
        },
        async mend() {
          await two.start()
          switches[1].redirect(two.url)
        },
      },
      {
        name: 'a node is cut off, and joins again',
        async begin() {
          await isolate(true)
          await until('the node knows it', async () => (await statusOf(two, 'wsrep_cluster_status')) !== 'Primary')
        },
        async mend() {
          await isolate(false)
          await until('the node is back', async () => (await statusOf(two, 'wsrep_ready')) === 'ON')
        },
      },
    ],
  })
})
