// What an app and its operators do without a request: they list, count and end sessions, and clean up.
import { SingleSessionError } from '../errors.js'
import { accountsChanged } from '../express/changed-accounts.js'
import { theApp } from '../rule/actor.js'
import { endEveryone } from '../rule/everyone.js'
import type { UserId } from '../rule/session.js'
import type { Users } from '../rule/users.js'
import type { Parts } from './parts.js'
import { listSessions } from './sessions/listed-sessions.js'
import type { SingleSession } from './single-session.js'

/** The members of a single session that need no request. */
export type Operations = Pick<
  SingleSession,
  | 'endSessions'
  | 'userChanged'
  | 'endEveryone'
  | 'listSessions'
  | 'listUsers'
  | 'countSessions'
  | 'removeExpiredSessions'
>

/** Binds them to the rule. */
export function operationsOf(parts: Parts): Operations {
  const { rule } = parts
  const idsFor = (method: string, userIds: UserId | readonly UserId[]) =>
    requireUserIds(method, [userIds].flat(), rule.users)
  return {
    endSessions: async (userIds) => rule.sessions.endSessions(idsFor('endSessions', userIds), 'revoked', theApp),

    async userChanged(userIds, req) {
      const ids = idsFor('userChanged', userIds)
      const { users, sessions } = req
        ? await accountsChanged(parts, ids, req, theApp)
        : await rule.sessions.accountChanged(ids, theApp)
      return { users, sessions }
    },

    // An id that is none would protect nobody, so it stops this before anybody is logged out.
    endEveryone: async ({ except = [], onProgress } = {}) =>
      endEveryone(rule, theApp, { except: idsFor('endEveryone', except), onProgress }),

    async listSessions(userId, { page = 1 } = {}) {
      const [id] = idsFor('listSessions', userId)
      if (id === undefined || !Number.isSafeInteger(page) || page < 1 || page > lastPage) throw wrongPage(page)
      return listSessions(rule.live, id, page)
    },

    async *listUsers() {
      for await (const counts of rule.live.everyone()) {
        for (const [userId, sessions] of counts) yield { userId, sessions }
      }
    },

    countSessions: () => rule.live.countEveryone(),

    removeExpiredSessions: async ({ onProgress } = {}) => rule.cleanUp(onProgress),
  }
}

/** More than anybody has, and few enough for every database to count to. */
const lastPage = 1_000_000

function wrongPage(page: unknown): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `listSessions was given the page ${String(page)}; pages are whole numbers from 1 on. Write listSessions(user.id, { page: 1 }).`,
  )
}

function requireUserIds(method: string, values: readonly UserId[], users: Users): UserId[] {
  const ids = values.map((value) => {
    const id = users.parseId(value)
    if (id !== undefined) return id
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      `${method} was given ${String(value)}, which the user model cannot have as an id. Write ${method}(user.id).`,
    )
  })
  return [...new Set(ids)]
}
