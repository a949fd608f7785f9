// Brings the SQLite file up to date with the Prisma CLI, in a process of its own.
import { createClient } from '@libsql/client'
import { execFile } from 'node:child_process'
import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { SqliteFile } from './database-url.js'
import { withFileLock } from './file-lock.js'
import { StartError } from './start-error.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const command = ['node_modules/prisma/build/index.js', 'migrate', 'deploy', '--config', '.config/prisma.ts']

/** The longest time that one try may take, in milliseconds. */
const timeoutMs = 60_000

/**
 * Applies the migrations that the database does not have yet, and makes the file if it is not there. Switches it to
 * write-ahead logging: then readers and a writer do not wait for each other.
 *
 * @throws StartError with what the CLI said if it fails.
 */
export async function migrate({ url, file }: SqliteFile): Promise<void> {
  // One process at a time: two of them on a fresh file would both make the first table.
  const failure = await withFileLock(`${file}-migration`, async () => {
    const problem = (await isMigrated(url)) ? undefined : await deploy(url)
    if (problem === undefined) await useWriteAheadLog(url)
    return problem
  })
  if (failure !== undefined) throw new StartError(`The database ${file} cannot be migrated. Prisma says:\n\n${failure}`)
}

/** Whether it has every migration: the CLI takes more than a second to find out. */
async function isMigrated(url: string): Promise<boolean> {
  const wanted = readdirSync(new URL('migrations', import.meta.url)).filter((name) => !name.endsWith('.toml'))
  const client = createClient({ url })
  try {
    const { rows } = await client.execute('SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL')
    const done = rows.map((row) => row.migration_name)
    return wanted.every((name) => done.includes(name))
  } catch {
    // A fresh file has no such table. Whatever else it is, the CLI says it better.
    return false
  } finally {
    client.close()
  }
}

async function useWriteAheadLog(url: string): Promise<void> {
  const client = createClient({ url, timeout: 5000 })
  const { rows } = await client.execute('PRAGMA journal_mode')
  // The switch needs the file for itself, so it is made once: nobody has it open then.
  if (rows[0]?.journal_mode !== 'wal') await client.execute('PRAGMA journal_mode = WAL')
  client.close()
}

/** Returns what the CLI said if it failed. */
async function deploy(url: string): Promise<string | undefined> {
  // Without the last two the CLI asks the internet whether there is a newer one, and waits for the answer.
  const env = {
    ...process.env,
    DATABASE_URL: url,
    NO_COLOR: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  }
  try {
    await promisify(execFile)(process.execPath, command, { cwd: root, env, timeout: timeoutMs })
    return undefined
  } catch (error) {
    const { message, stdout = '', stderr = '' } = error as Error & { stdout?: string; stderr?: string }
    const output = `${stdout}\n${stderr}`.trim()
    // Before the error it tells what it is about to do, and after it where in its own code it was.
    return /^Error.*?(?=\n\s+0: |$(?![^]))/ms.exec(output)?.[0] ?? `${message}\n${output}`
  }
}

/**
 * Makes sure that the database can be there, before anything is made.
 *
 * @throws StartError unless the file, or the folder that it will be in, can be written.
 */
export function requireWritable({ file }: SqliteFile): void {
  const folder = dirname(file)
  try {
    if (!statSync(folder).isDirectory()) throw new Error(`${folder} is not a folder`)
    accessSync(folder, constants.W_OK)
    const stat = statSync(file, { throwIfNoEntry: false })
    if (!stat) return
    if (!stat.isFile()) throw new Error(`${file} is not a file`)
    accessSync(file, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw new StartError(
      `DATABASE_URL has to name a file that can be written, in a folder that exists; ${(error as Error).message}. ` +
        'Write DATABASE_URL=file:./demo.db.',
    )
  }
}
