// The demo as a newcomer starts it: `npm start`, on a fresh database and a free port.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BrowserClient } from './browser-client.js'
import { connect } from './database.js'
import { run, type RunningProcess } from './process.js'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Demo {
  origin: string
  process: RunningProcess
  browser(): BrowserClient
}

/** A folder for databases, removed by the returned function. */
export async function temporaryFolder(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'single-session-demo-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** An empty database on a server, dropped by the returned function. */
export async function emptyDatabase(server: string): Promise<{ url: string; remove: () => Promise<void> }> {
  const name = `single_session_demo_${randomBytes(6).toString('hex')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await execute(server, `CREATE DATABASE ${name}`)
  return { url: url.href, remove: () => execute(server, `DROP DATABASE ${name}`) }
}

/** Runs a statement on a server. */
export async function execute(url: string, statement: string): Promise<void> {
  const prisma = connect(url)
  await prisma.$executeRawUnsafe(statement)
  await prisma.$disconnect()
}

const running: RunningProcess[] = []

/** Stops every demo that runs. */
export async function stopDemos(): Promise<void> {
  await Promise.all(running.splice(0).map((demo) => demo.stop()))
}

/** Runs the demo, until `stopDemos`; `env` is its environment. Without sample data, unless that asks for it. */
export function runDemo(env: NodeJS.ProcessEnv): RunningProcess {
  const demo = run('npm', ['start'], { cwd: root, env: { PORT: '0', SAMPLE_DATA: 'false', ...env } })
  running.push(demo)
  return demo
}

/** Starts the demo and waits until it listens. */
export async function startDemo(env: NodeJS.ProcessEnv): Promise<Demo> {
  const process = runDemo(env)
  const [, port = ''] = await process.match(/http:\/\/localhost:(\d+)\/admin/)
  const origin = `http://localhost:${port}`
  return { origin, process, browser: () => new BrowserClient(origin) }
}

export const logInAs = (browser: BrowserClient, name: string) =>
  browser.post('/admin/login', { email: `${name}@example.com`, password: 'demo' })
