// What AdminJS reads from the environment while it is imported, so this module has to be imported before it: that it
// runs in production, and a folder of this process alone for its bundle, removed at the exit. It is plain JavaScript so
// that `npm start` can load it, and then AdminJS, before tsx: that takes half the time.
import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

// AdminJS makes it when it bundles.
const folder = join(tmpdir(), `adminjs-single-session-demo-${randomUUID()}`)
process.env.NODE_ENV = 'production'
process.env.ADMIN_JS_TMP_DIR = folder
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true })
})
