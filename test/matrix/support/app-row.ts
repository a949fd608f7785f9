// A row of the matrix that is an app as a stranger has it: in a folder of its own, the package is installed as the README says,
// the app is started, and people log in.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BrowserClient } from '../../support/browser-client.js'
import { freePort } from '../../support/free-port.js'
import { secret } from '../../support/log-in.js'
import { run, type RunningProcess } from '../../support/process.js'
import { installCommands, readmeProgram } from '../../support/readme-install.js'
import type { Row } from '../row.js'
import { lookWithChromium } from './in-chromium.js'
import { travel } from './journey.js'
import { withoutDownloads, type Matrix } from './matrix.js'
import type { PrismaVersion } from './prisma-versions.js'
import { panelPackages } from './readme-app.js'
import { runStep } from './run-step.js'
import { createTables } from './tables.js'
import { nodeOf, pnpmOf, quietly } from './tools.js'

/** An app with a panel. */
export interface App extends Pick<Row, 'name' | 'title' | 'isShort'> {
  readonly prisma: PrismaVersion
  /** What is installed beside AdminJS, Prisma and `express-session`, with Express. */
  readonly dependencies: Readonly<Record<string, string>>
  /** What else stands in package.json. */
  readonly packageJson?: Readonly<Record<string, unknown>>
  /** The app's files before the package comes. */
  readonly files: Readonly<Record<string, string>>
  /** The app's files after the change of its program; `program` is the README's, `output` what `init` wrote. */
  readonly change: (known: { program: string; output: string }) => Readonly<Record<string, string>>
  /** Programs that run before the start, such as a compiler. */
  readonly build?: readonly (readonly string[])[]
  /** What Node is given to start the panel. */
  readonly start: readonly string[]
  /** The version of Node, if not that which runs the matrix. */
  readonly node?: string
  /** Who installs; `npm` if nothing is said. */
  readonly manager?: 'npm' | 'pnpm'
  /** What people do in it; `travel` if nothing is said. `url` is the address of its database. */
  readonly journey?: (origin: string, url: string) => Promise<void>
  /** Whether people look at it with a browser, too. */
  readonly inChromium?: true
  /** The variables of the environment, beside those of the README's program. */
  readonly env?: Readonly<Record<string, string>>
}

/** The row of an app. */
export const appRow = (app: App): Row => ({ ...app, run: (matrix) => runApp(app, matrix) })

async function runApp(app: App, matrix: Matrix): Promise<void> {
  const folder = await mkdtemp(join(matrix.folder, `${app.name}-`))
  const url = `file:${join(folder, 'panel.db')}`
  const env = { ...(await environmentOf(app, matrix)), DATABASE_URL: url, SESSION_SECRET: secret }
  const step = (command: string, ...args: string[]) => runStep(command, args, { cwd: folder, env })
  await writeApp(folder, app)
  await install(folder, app, matrix, step)
  const output = await followReadme(app, matrix, step)
  await createTables(folder, url)
  await step(...programFor(app, 'prisma'), 'generate', '--no-hints')
  await app.prisma.patch?.(join(folder, 'node_modules/.prisma/client'))
  await writeFiles(folder, app.change({ program: readmeProgram('after'), output }))
  for (const [command = '', ...args] of app.build ?? []) await step(...programFor(app, command), ...args)
  await start(folder, app, env, async (origin) => {
    await (app.journey ?? travel)(origin, url)
    if (app.inChromium) await lookWithChromium(origin)
  })
  if (!matrix.isKept) await rm(folder, { recursive: true, force: true })
}

type Step = (command: string, ...args: string[]) => Promise<string>

/** How somebody calls a program of the app: by npx, or by pnpm. */
const programFor = (app: App, name: string): [string, string, ...string[]] =>
  app.manager === 'pnpm' ? ['pnpm', 'exec', name] : ['npx', '--no-install', name]

async function environmentOf(app: App, { folder, noEngine }: Matrix): Promise<Record<string, string>> {
  const tools = [
    ...(app.node === undefined ? [dirname(process.execPath)] : [await nodeOf(folder, app.node)]),
    ...(app.manager === 'pnpm' ? [await pnpmOf(folder, '10')] : []),
  ]
  return {
    PATH: [...tools, process.env.PATH].join(delimiter),
    ...withoutDownloads(noEngine),
    ...app.env,
  }
}

async function writeApp(folder: string, app: App): Promise<void> {
  const { prisma } = app
  const overrides = prisma.overrides && app.manager !== 'pnpm' ? { overrides: prisma.overrides } : {}
  const packageJson = {
    private: true,
    ...overrides,
    ...app.packageJson,
    dependencies: { ...panelPackages, ...prisma.dependencies, ...app.dependencies },
    devDependencies: prisma.devDependencies,
  }
  await writeFiles(folder, {
    'package.json': JSON.stringify(packageJson, undefined, 2),
    'prisma/schema.prisma': await schemaOf(app),
    ...app.files,
  })
}

/** The demo's user model, as an app has it before the package comes. */
async function schemaOf({ prisma }: App): Promise<string> {
  const demo = await readFile(fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url)), 'utf8')
  const [user = ''] = /^model User \{[^}]*\}/m.exec(demo) ?? []
  const address = prisma.hasAddress ? '\n  url      = env("DATABASE_URL")' : ''
  const settings = `generator client {\n${prisma.generator}\n}\n\ndatasource db {\n  provider = "sqlite"${address}\n}\n`
  return `${settings}\n${user.replace(/^ *userSessions .*\n/m, '')}\n`
}

async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}

/** Installs the app as it is before the package comes. */
async function install(folder: string, app: App, matrix: Matrix, step: Step): Promise<void> {
  if (app.manager === 'pnpm') {
    await step('pnpm', 'install', '--prefer-offline')
    return
  }
  // Links, not copies: npm writes new files where it changes something.
  await step('cp', '-al', join(await matrix.panel(), 'node_modules'), join(folder, 'node_modules'))
  await step('npm', 'install', ...quietly)
}

/** Does what the README says, word for word but for the name of the archive; returns what `init` wrote. */
async function followReadme(app: App, { archive }: Matrix, step: Step): Promise<string> {
  const [add = '', init = '', migrate = ''] = installCommands
  if (!/^npm install [\w-]+$/.test(add) || !migrate.startsWith('npx prisma migrate dev')) {
    throw new Error(`The README's commands are others now: ${installCommands.join('; ')}`)
  }
  if (app.manager === 'pnpm') await step('pnpm', 'add', await archive())
  else await step('npm', 'install', await archive(), ...quietly)
  const [, name = '', rest = ''] = /^npx (\S+) (.+)$/.exec(init) ?? []
  return step(...programFor(app, name), ...rest.split(' '))
}

/** Starts the app and does some work with it; then ends it. */
async function start(
  folder: string,
  app: App,
  env: Record<string, string>,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const port = await freePort()
  const program = run('node', app.start, { cwd: folder, env: { ...env, PORT: String(port) } })
  try {
    const origin = `http://127.0.0.1:${String(port)}`
    await answering(origin, program)
    await work(origin)
  } catch (error) {
    throw new Error(`The app wrote:\n${program.output()}`, { cause: error })
  } finally {
    await program.stop('SIGKILL')
  }
}

const patienceMs = 120_000

/** Waits until the app serves its login page. */
async function answering(origin: string, { child }: RunningProcess): Promise<void> {
  const begun = performance.now()
  while (child.exitCode === null && performance.now() - begun < patienceMs) {
    const answer = await new BrowserClient(origin).get('/admin/login').catch(() => undefined)
    if (answer?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(child.exitCode === null ? 'The app does not serve its login page.' : 'The app ended.')
}
