// A panel in a process of its own, for what AdminJS decides while it is imported: by NODE_ENV and ADMIN_JS_TMP_DIR. Says where
// it listens.
import { startApp } from './app.js'

const { origin } = await startApp()
process.stdout.write(`listening at ${origin}\n`)
