// The sessions of the three candidates, mounted in an app.
import { PrismaSessionStore } from '@quixo3/prisma-session-store'
import type { PrismaClient } from '@prisma/client'
import type { Express, Request } from 'express'
import session from 'express-session'
import type { Candidate } from './candidates.js'

export const secret = 'a secret of more than thirty-two characters'

export interface User {
  readonly id: number
  readonly email: string
}

/** What an app does with its sessions. */
export interface MountedSessions {
  logIn(req: Request, user: User): Promise<void>
  endSessions(userIds: readonly number[]): Promise<{ users: number; sessions: number }>
  removeExpired(): Promise<unknown>
}

/** Mounts the sessions of a candidate. A user may have `limit` of them, if the candidate knows a limit. */
export function mountSessions(
  candidate: Candidate,
  app: Express,
  prisma: PrismaClient,
  limit: number,
): Promise<MountedSessions> {
  if (candidate === 'enforced') return mountEnforced(app, prisma, limit)
  return Promise.resolve(candidate === 'memory' ? mountMemory(app) : mountPlain(app, prisma))
}

async function mountEnforced(app: Express, prisma: PrismaClient, limit: number): Promise<MountedSessions> {
  // Here, not above: the other candidates have no AdminJS.
  const { default: AdminJS } = await import('adminjs')
  const { createSingleSession, withSingleSession } = await import('../../src/index.js')
  const singleSession = createSingleSession({
    prisma,
    secret,
    singleUserSession: limit,
    userResource: false,
    cookie: { secure: false },
    // The bench says when.
    cleanupIntervalMs: 0,
  })
  app.use(singleSession.middleware(new AdminJS(withSingleSession({}, singleSession))))
  return {
    logIn: (req, user) => singleSession.login(req, { ...user }),
    endSessions: (userIds) => singleSession.endSessions(userIds),
    removeExpired: () => singleSession.removeExpiredSessions(),
  }
}

function mountPlain(app: Express, prisma: PrismaClient): MountedSessions {
  // Its own timer would prune in the middle of something else: an hour is longer than the bench.
  const store = new PrismaSessionStore(prisma, { checkPeriod: 60 * 60 * 1000, dbRecordIdIsSessionId: true })
  app.use(session({ secret, store, resave: false, saveUninitialized: false }))
  return { logIn: logInPlainly, endSessions: unknown, removeExpired: () => store.prune() }
}

function mountMemory(app: Express): MountedSessions {
  app.use(session({ secret, resave: false, saveUninitialized: false }))
  return { logIn: logInPlainly, endSessions: unknown, removeExpired: unknown }
}

/** What AdminJS does at a login. */
function logInPlainly(req: Request, user: User): Promise<void> {
  req.session.adminUser = user
  return new Promise((resolve, reject) => {
    req.session.save((error?: unknown) => {
      if (error instanceof Error) reject(error)
      else resolve()
    })
  })
}

const unknown = () => Promise.reject(new Error('This candidate cannot do that'))
