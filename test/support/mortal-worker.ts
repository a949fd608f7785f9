// A process that kills itself in the middle of a login, as a crash would, without a word to anybody. Its arguments are the
// address of its database and the secret of its cookies.
import type { AddressInfo } from 'node:net'
import type AdminJS from 'adminjs'
import express from 'express'
import { createSingleSession } from '../../src/index.js'
import { connect } from './database.js'

/** A login, and how its process dies: after so many statements to the database, or never. */
export interface LastLogin {
  userId: number
  dieAfter: number | 'never'
  /** Whether the next statement is on its way to the database by then. */
  nextIsSent: boolean
}

const [, , url = '', secret = ''] = process.argv
const prisma = connect(url)
let statements = 0
let onStatement: () => void = () => undefined
prisma.$on('query', () => {
  statements += 1
  onStatement()
})

const singleSession = createSingleSession({ prisma, secret, cleanupIntervalMs: 0 })
// All that the middleware needs of a panel.
const admin = {
  resources: [],
  options: {
    rootPath: '/admin',
    loginPath: '/admin/login',
    logoutPath: '/admin/logout',
    refreshTokenPath: '/admin/refresh-token',
  },
}
const app = express()
app.use(singleSession.middleware(admin as unknown as AdminJS))
app.post('/login', express.json(), async (req, res) => {
  const { userId, dieAfter, nextIsSent } = req.body as LastLogin
  statements = 0
  onStatement = () => {
    if (statements !== dieAfter) return
    if (nextIsSent) setImmediate(die)
    else die()
  }
  onStatement()
  await singleSession.login(req, { id: userId })
  res.json(statements)
})
// Whatever a process asks once, it has asked by then.
await singleSession.countSessions()
const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening on http://127.0.0.1:${String((server.address() as AddressInfo).port)}\n`)
})

const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
}
