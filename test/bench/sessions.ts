// The sessions of the three candidates, mounted in an app.
import { PrismaSessionStore } from '@quixo3/prisma-session-store'
import type { PrismaClient } from '@prisma/client'
import type { Express, Request } from 'express'
import session, { type SessionOptions } from 'express-session'
import type { SingleSession, SingleSessionOptions } from '../../src/index.js'
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
  return Promise.resolve(mountStore(candidate, app, prisma))
}

/** The options of our candidate, in whatever panel. */
export const settingsOf = (prisma: PrismaClient, limit: number): SingleSessionOptions => ({
  prisma,
  secret,
  singleUserSession: limit,
  cookie: { secure: false },
  // The bench says when.
  cleanupIntervalMs: 0,
})

async function mountEnforced(app: Express, prisma: PrismaClient, limit: number): Promise<MountedSessions> {
  // Here, not above: the other candidates have no AdminJS.
  const { default: AdminJS } = await import('adminjs')
  const { createSingleSession, withSingleSession } = await import('../../src/index.js')
  const singleSession = createSingleSession({ ...settingsOf(prisma, limit), userResource: false })
  app.use(singleSession.middleware(new AdminJS(withSingleSession({}, singleSession))))
  return ofSingleSession(singleSession)
}

export const ofSingleSession = (singleSession: SingleSession): MountedSessions => ({
  logIn: (req, user) => singleSession.login(req, { ...user }),
  endSessions: (userIds) => singleSession.endSessions(userIds),
  removeExpired: () => singleSession.removeExpiredSessions(),
})

/** A store that knows no limit, with the options of the express-session on it. */
export interface MountedStore extends MountedSessions {
  readonly options: SessionOptions
}

/** Mounts such a store. */
export function mountStore(
  candidate: Exclude<Candidate, 'enforced'>,
  app: Express,
  prisma: PrismaClient,
): MountedStore {
  return candidate === 'memory' ? mountMemory(app) : mountPlain(app, prisma)
}

function mountPlain(app: Express, prisma: PrismaClient): MountedStore {
  // Its own timer would prune in the middle of something else: an hour is longer than the bench.
  const store = new PrismaSessionStore(prisma, { checkPeriod: 60 * 60 * 1000, dbRecordIdIsSessionId: true })
  return { ...mounted(app, store), removeExpired: () => store.prune() }
}

const mountMemory = (app: Express): MountedStore => mounted(app, new session.MemoryStore())

function mounted(app: Express, store: session.Store): MountedStore {
  const options = { secret, store, resave: false, saveUninitialized: false }
  app.use(session(options))
  return { logIn: logInPlainly, endSessions: unknown, removeExpired: unknown, options }
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
