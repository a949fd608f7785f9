// Another process that has an SQLite file locked, until it is killed. Its arguments are the URL of the file, and what it
// keeps others from: IMMEDIATE, writing, or EXCLUSIVE, reading too unless there is a write-ahead log.
import { createClient } from '@libsql/client'

const [url = '', lock = ''] = process.argv.slice(2)
const client = createClient({ url })
await client.execute('PRAGMA busy_timeout = 10000')
await client.execute(`BEGIN ${lock}`)
process.stdout.write('locked\n')
setInterval(() => client.protocol, 60_000)
