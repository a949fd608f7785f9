// The programs of Debian's packages that the clusters are made of.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Where the newest PostgreSQL of this machine has its programs, or an empty text. */
const postgresFolder = (): string => {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const newest = versions.map(Number).sort((a, b) => b - a)[0]
  return newest === undefined ? '' : `/usr/lib/postgresql/${String(newest)}/bin`
}

/** The program of a server or of a tool of PostgreSQL. */
export const postgresProgram = (name: string): string => `${postgresFolder()}/${name}`

/** The library by which MariaDB is a node of a cluster. */
export const galeraLibrary = '/usr/lib/galera/libgalera_smm.so'

/** A file of each package that nothing else brings. */
const proofs = {
  postgresql: () => postgresProgram('postgres'),
  pgbouncer: () => '/usr/sbin/pgbouncer',
  'mariadb-server': () => '/usr/sbin/mariadbd',
  'galera-4': () => galeraLibrary,
  'galera-arbitrator-4': () => '/usr/bin/garbd',
  rsync: () => '/usr/bin/rsync',
} satisfies Record<string, () => string>

/** A Debian package that a topology needs. */
export type Package = keyof typeof proofs

/** Those of the packages that are not installed. */
export const missing = (packages: readonly Package[]): Package[] =>
  packages.filter((name) => !existsSync(proofs[name]()))

/** Whom a server runs as: root starts it as somebody else, for PostgreSQL and PgBouncer refuse to run as root. */
export function accountOf(name: 'postgres' | 'mysql'): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const [, , uid, gid] = /^.*$/m.exec(linesOf('/etc/passwd', name))?.[0].split(':') ?? []
  if (uid === undefined || gid === undefined) throw new Error(`There is no user ${name}`)
  return { uid: Number(uid), gid: Number(gid) }
}

const linesOf = (path: string, name: string): string =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(`${name}:`))
    .join('\n')
