// The secret that signs the session cookie. It is made once and kept beside the database, so that a restart logs nobody
// out, and two processes on one database accept each other's cookies.
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { StartError } from './start-error.js'

/**
 * The secret in this file, which is made if it is not there.
 *
 * @throws StartError if the file cannot be read or made, or holds something else.
 */
export function keepSecret(file: string): string {
  try {
    const secret = read(file) ?? create(file)
    if (/^[\da-f]{64}$/.test(secret)) return secret
  } catch (error) {
    throw new StartError(
      `The session secret cannot be kept: ${(error as Error).message}. Write SESSION_SECRET=... instead.`,
    )
  }
  throw new StartError(`${file} does not hold a session secret of the demo. Delete it, or write SESSION_SECRET=...`)
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function create(file: string): string {
  // Written whole under another name and then linked: no other process can see half of it, and the first one wins.
  const draft = `${file}.${String(process.pid)}`
  writeFileSync(draft, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}
