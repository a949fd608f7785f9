// MariaDB from Debian's packages: a server by itself, or two nodes of a Galera cluster with an arbitrator. The arbitrator
// keeps no data and has a vote: without it the one node that is left would not know whether it is the one cut off.
import { freePort } from '../../support/free-port.js'
import { folderFor, runAs, startDaemon, type Daemon } from './daemon.js'
import { answers, ask } from './postgres.js'
import { galeraLibrary } from './programs.js'

export interface MariadbNode {
  readonly url: string
  daemon: Daemon
  /** Starts it again, on the same port and data. */
  start(): Promise<void>
}

type Settings = Readonly<Record<string, string>>

const group = 'single-session'

/** Starts a fresh server. */
export async function startMariadbNode(settings: Settings): Promise<MariadbNode> {
  const { folder, install } = await prepare('mariadb')
  await install()
  return startOn(folder, settings)
}

export interface GaleraCluster {
  readonly nodes: readonly [MariadbNode, MariadbNode]
  readonly arbitrator: Daemon
}

/** Starts two nodes and an arbitrator. */
export async function startGalera(settings: Settings = {}): Promise<GaleraCluster> {
  const ports = await Promise.all(Array.from({ length: 8 }, freePort))
  const [base1 = 0, base2 = 0, base3 = 0, ...others] = ports
  const members = [base1, base2, base3].map((port) => `127.0.0.1:${String(port)}`)
  const galera = (index: number): Settings => ({
    binlog_format: 'ROW',
    innodb_autoinc_lock_mode: '2',
    wsrep_on: 'ON',
    wsrep_provider: galeraLibrary,
    wsrep_cluster_name: group,
    wsrep_cluster_address: `gcomm://${members.join(',')}`,
    wsrep_node_address: '127.0.0.1',
    wsrep_node_name: `node${String(index + 1)}`,
    wsrep_sst_method: 'rsync',
    wsrep_sst_receive_address: `127.0.0.1:${String(others[index])}`,
    wsrep_provider_options: [
      ...[providerOptions(ports[index] ?? 0), `ist.recv_addr=127.0.0.1:${String(others[index + 2])}`],
      'gcache.size=32M',
    ].join(';'),
    ...settings,
  })
  const first = await prepare('galera1')
  const second = await prepare('galera2')
  // The second one gets all that it has from the first one.
  await first.install()
  const one = await startOn(first.folder, galera(0), ['--wsrep-new-cluster'])
  const two = await startOn(second.folder, galera(1))
  const address = `gcomm://${members.slice(0, 2).join(',')}`
  const arbitrator = await startDaemon(
    {
      command: '/usr/bin/garbd',
      args: ['--address', address, '--group', group, '--options', providerOptions(base3)],
      account: 'mysql',
      // Of its own: in that of a node it would take itself for that node.
      folder: await folderFor('mysql', 'arbitrator'),
    },
    async () => (await statusOf(one, 'wsrep_cluster_size')) === '3',
  )
  return { nodes: [one, two], arbitrator }
}

const providerOptions = (port: number): string =>
  ['base_host=127.0.0.1', `base_port=${String(port)}`, `gmcast.listen_addr=tcp://127.0.0.1:${String(port)}`].join(';')

/** A value of SHOW STATUS. */
export async function statusOf(node: MariadbNode, name: string): Promise<unknown> {
  const [row] = await ask(node.url, `SHOW GLOBAL STATUS LIKE '${name}'`)
  return row?.Value
}

async function prepare(name: string) {
  const folder = await folderFor('mysql', name)
  const args = ['--no-defaults', `--datadir=${folder}`, '--auth-root-authentication-method=normal', '--skip-test-db']
  const install = () => runAs({ command: '/usr/bin/mariadb-install-db', args, account: 'mysql', folder })
  return { folder, install }
}

async function startOn(folder: string, settings: Settings, firstArgs: readonly string[] = []): Promise<MariadbNode> {
  const port = await freePort()
  const url = `mysql://root@127.0.0.1:${String(port)}/mysql`
  const given = Object.entries({
    ...{ datadir: folder, port: String(port), bind_address: '127.0.0.1' },
    // Beside the data, not among them: what copies a node takes all that lies there.
    ...{ socket: `${folder}/../socket`, pid_file: `${folder}/../pid`, innodb_buffer_pool_size: '64M' },
    ...settings,
  })
  const args = ['--no-defaults', ...given.map(([name, value]) => `--${name}=${value}`)]
  const start = (further: readonly string[]) =>
    startDaemon({ command: '/usr/sbin/mariadbd', args: [...args, ...further], account: 'mysql', folder }, () =>
      answers(url, 'SELECT COUNT(*) FROM mysql.user'),
    )
  const node: MariadbNode = {
    ...{ url, daemon: await start(firstArgs) },
    async start() {
      node.daemon = await start([])
    },
  }
  return node
}
