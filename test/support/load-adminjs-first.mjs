// Loads AdminJS before tsx, in each process of the tests that needs it. tsx looks at every module that is loaded after it, and
// AdminJS has thousands: this way it takes half the time.
import { readFileSync } from 'node:fs'

const [, file] = process.argv
const text = file?.endsWith('.ts') ? readFileSync(file, 'utf8') : ''
// What AdminJS reads from the environment while it is loaded has to be there before, where a file wants it.
if (text.includes('adminjs-environment.mjs')) await import('../../src/demo/adminjs-environment.mjs')
if (/'\.{1,2}\/(support\/)?(app|panels|people)\.js'/.test(text)) await import('adminjs')
