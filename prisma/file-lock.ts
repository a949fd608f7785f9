// A lock that holds over all processes of this machine: SQLite's own, on a file of its own. It goes away with its
// process, however that ends.
import { createClient } from '@libsql/client'
import { pathToFileURL } from 'node:url'

/** How long to wait for the other process, in milliseconds. */
const timeoutMs = 60_000

/** Runs a task while no other process runs one under the same file. */
export async function withFileLock<T>(file: string, task: () => Promise<T>): Promise<T> {
  const locks = createClient({ url: pathToFileURL(file).href, timeout: timeoutMs })
  try {
    const lock = await locks.transaction('write')
    try {
      return await task()
    } finally {
      await lock.rollback()
    }
  } finally {
    locks.close()
  }
}
