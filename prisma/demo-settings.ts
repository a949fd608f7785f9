// The settings that `npm start` needs and nobody gave: a database, and the secret that signs the session cookie. They are
// made once and kept in a file, so that a restart logs nobody out, and two processes accept each other's cookies.
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const defaults = () => `# What the demo uses of its environment, unless that says something else.
DATABASE_URL=file:./prisma/demo.db
SESSION_SECRET=${randomBytes(32).toString('hex')}
`

/** Makes the file of the settings if it is not there, and returns the DATABASE_URL in it, if there is one. */
export function keepSettings(file: string): string | undefined {
  // Written whole under another name and then linked: no other process can see half of it, and the first one wins.
  const draft = `${file}.${String(process.pid)}`
  writeFileSync(draft, defaults(), { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return /^DATABASE_URL=(.*)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.trim()
}
