// The app that AdminJS's own command line tool makes for Express and Prisma, changed by the diff that `init` shows there.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { diffIn } from '../../support/template-diff.js'
import type { Row } from '../row.js'
import { appRow, type App } from '../support/app-row.js'
import { travelAlone } from '../support/journey.js'
import type { Matrix } from '../support/matrix.js'
import { prisma5 } from '../support/prisma-versions.js'
import { install } from '../support/tools.js'

const base = {
  name: 'cli-template',
  title: "AdminJS's own template (Express 4, Prisma 5, TypeScript), with the diff of init",
} as const

const sources = {
  base: [
    'src/admin/auth-provider.ts',
    'src/admin/component-loader.ts',
    'src/admin/constants.ts',
    'src/admin/options.ts',
  ],
  'plugin/express': ['src/app.ts'],
  'adapter/prisma': ['src/db/index.ts'],
} as const

export const row: Row = { ...base, run: async (matrix) => appRow(await templateApp(matrix)).run(matrix) }

async function templateApp({ folder }: Matrix): Promise<App> {
  const templates = join(
    dirname(await install(folder, '@adminjs/cli@1.0.5', '.bin')),
    '@adminjs/cli/lib/commands/create/templates',
  )
  const read = (path: string) => readFile(join(templates, path), 'utf8')
  const files: Record<string, string> = { 'tsconfig.json': await read('base/_content/tsconfig.json') }
  for (const [part, paths] of Object.entries(sources))
    for (const path of paths) files[path] = await read(`${part}/_content/${path}`)
  // Any template may have none of them.
  const dependenciesOf = async (path: string) => JSON.parse(await read(path)) as Record<string, string>
  return {
    ...base,
    prisma: prisma5,
    packageJson: { type: 'module', prisma: { schema: 'prisma/schema.prisma' } },
    dependencies: {
      ...(await dependenciesOf('plugin/express/_config/dependencies.json')),
      ...(await dependenciesOf('plugin/express/_config/devDependencies.json')),
      ...{ typescript: '^5.0.4', '@types/node': '^18.15.11', '@libsql/client': '0.8.1' },
    },
    files,
    change({ output }) {
      const [before, after] = [diffIn(output, '-'), diffIn(output, '+')]
      assert.equal(after.size, 4, 'the diff that init shows changes four files')
      for (const [path, text] of before) assert.equal(text.trim(), files[path]?.trim(), `the template's ${path}`)
      return {
        ...Object.fromEntries([...after].map(([path, text]) => [path, onSqlite(text)])),
        'src/admin/constants.ts': "export const DEFAULT_ADMIN = { email: 'foo@example.com', password: 'secret' };\n",
      }
    },
    build: [['tsc']],
    start: ['dist/app.js'],
    env: { COOKIE_SECRET: 'a secret of more than thirty-two characters' },
    journey: travelAlone,
  }
}

/** The template reaches its database by an engine that is not on npm. */
const onSqlite = (text: string): string =>
  text.replace('export const prisma = new PrismaClient();', prisma5.client.replace(/^import \{ PrismaClient .*\n/m, ''))
