// A row of the matrix that is this repository's own tests on another version of Prisma: a copy of the repository, whose
// `@prisma` packages are those of that version. What the versions name differently is evened out in front of them, so
// that the tests stay as they are.
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Row } from '../row.js'
import { withoutDownloads, type Matrix } from './matrix.js'
import { prismaVersions } from './prisma-versions.js'
import { runStep } from './run-step.js'
import { quietly } from './tools.js'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The tests on a version of Prisma. */
export interface Suite extends Pick<Row, 'name' | 'title'> {
  readonly version: keyof typeof prismaVersions
  /** The packages of that version that the tests use, and what they need. */
  readonly dependencies: Readonly<Record<string, string>>
  /** Modules in front of packages, by the names of the packages; `$` stands for the path of the package itself. */
  readonly adapters: Readonly<Record<string, string>>
  /** The test files. */
  readonly files: readonly string[]
  /** The databases, by URLs as TEST_DATABASE_URL has them, for which somebody has named a server. */
  readonly servers: readonly (string | undefined)[]
}

export const suiteRow = (suite: Suite): Row => ({ ...suite, run: (matrix) => runSuite(suite, matrix) })

async function runSuite(suite: Suite, matrix: Matrix): Promise<void> {
  const folder = await mkdtemp(join(matrix.folder, `${suite.name}-`))
  const own = await installPrisma(suite, folder)
  await copyRepository(folder, own, suite)
  const env = withoutDownloads(matrix.noEngine)
  const node = (args: readonly string[], more = {}) =>
    runStep(process.execPath, ['--import', 'tsx', ...args], { cwd: folder, env: { ...env, ...more } })
  await node(['prisma/generate.ts', 'sqlite', 'postgresql', 'mysql'])
  const limits = ['--test', '--test-concurrency=2', '--test-force-exit', '--test-timeout=600000']
  for (const url of ['sqlite:', ...suite.servers])
    if (url !== undefined) await node([...limits, ...suite.files], { TEST_DATABASE_URL: url })
  if (!matrix.isKept) await rm(folder, { recursive: true, force: true })
}

/** Installs the version into a folder of its own; returns that. */
async function installPrisma({ version, dependencies }: Suite, folder: string): Promise<string> {
  const own = join(folder, 'other-prisma')
  await mkdir(own)
  const prisma = prismaVersions[version]
  const packages = { ...prisma.dependencies, ...prisma.devDependencies, ...dependencies }
  await writeFile(join(own, 'package.json'), JSON.stringify({ private: true, dependencies: packages }))
  await runStep('npm', ['install', ...quietly], { cwd: own })
  return join(own, 'node_modules')
}

/** Copies the repository; its packages are links, but for Prisma and what depends on it. */
async function copyRepository(folder: string, own: string, suite: Suite): Promise<void> {
  for (const name of ['src', 'test', 'prisma', '.config', 'package.json', 'tsconfig.json', 'README.md', 'CHANGELOG.md'])
    await cp(join(root, name), join(folder, name), { recursive: true })
  const [theirs, ours] = [join(root, 'node_modules'), join(folder, 'node_modules')]
  for (const scope of ['', '@prisma', '@adminjs']) {
    await mkdir(join(ours, scope), { recursive: true })
    for (const name of await readdir(join(theirs, scope))) {
      const path = join(scope, name)
      if (['@prisma', '@adminjs', '.prisma', 'prisma', '@adminjs/prisma'].includes(path)) continue
      const isOwn = scope === '@prisma' && existsSync(join(own, path))
      await symlink(join(isOwn ? own : theirs, path), join(ours, path))
    }
  }
  // The tests open SQLite files, too. Two copies of SQLite in one process let go of each other's locks and spoil the file, see
  // https://www.sqlite.org/howtocorrupt.html#_multiple_copies_of_sqlite_linked_into_the_same_application.
  for (const name of ['libsql', '@libsql']) {
    await rm(join(own, name), { recursive: true, force: true })
    await symlink(join(theirs, name), join(own, name))
  }
  await cp(join(theirs, '@adminjs/prisma'), join(ours, '@adminjs/prisma'), { recursive: true })
  await mkdir(join(own, '.prisma'), { recursive: true })
  await symlink(join(own, '.prisma'), join(ours, '.prisma'))
  for (const [name, code] of Object.entries(suite.adapters)) await putInFront(name, code, own, ours)
  await writeCli(join(ours, 'prisma'), own, suite.version)
}

async function putInFront(name: string, code: string, own: string, ours: string): Promise<void> {
  const place = join(ours, name)
  await rm(place, { force: true, recursive: true })
  await mkdir(place, { recursive: true })
  await writeFile(join(place, 'package.json'), JSON.stringify({ name, type: 'module', exports: './index.js' }))
  // Not each of them stands in front of a package.
  const path = () => createRequire(join(own, '../package.json')).resolve(name).replace(/js$/, 'mjs')
  await writeFile(join(place, 'index.js'), code.replaceAll('$', path))
}

/** A CLI that takes the schema of Prisma 6. */
async function writeCli(place: string, own: string, name: string): Promise<void> {
  await mkdir(join(place, 'build'), { recursive: true })
  await cp(join(own, 'prisma/package.json'), join(place, 'package.json'))
  const args = ['--import', 'tsx', join(place, '../../test/matrix/support/other-cli.ts'), root, own, name]
  await writeFile(
    join(place, 'build/index.js'),
    `const { spawnSync } = require('node:child_process')
const args = [...${JSON.stringify(args)}, ...process.argv.slice(2)]
process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1)
`,
  )
}
