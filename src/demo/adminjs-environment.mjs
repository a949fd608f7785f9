// What AdminJS reads from the environment while it is imported, so this module has to be imported before it: that it
// runs in production, and a folder of this process alone for its bundle, removed at the exit. It is plain JavaScript so
// that `npm start` can load it, and then AdminJS, before tsx: that takes half the time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'adminjs-single-session-demo-'))
Object.assign(process.env, { NODE_ENV: 'production', ADMIN_JS_TMP_DIR: folder })
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
