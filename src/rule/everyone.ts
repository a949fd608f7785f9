// Everyone who is logged in: how many they are, and the end of all their sessions.
import type { UserId } from './session-repository.js'
import { isSame, type Cause, type EndedSessions, type SessionRule } from './session-rule.js'

/** How many users are logged out by one transaction: nobody has to wait for all of them. */
const usersAtOnce = 500

/** How many users are logged in, on how many sessions. */
export async function countEveryone(rule: SessionRule): Promise<EndedSessions> {
  let [users, sessions] = [0, 0]
  for await (const counts of liveUsers(rule)) {
    users += counts.size
    for (const count of counts.values()) sessions += count
  }
  return { users, sessions }
}

/**
 * Ends the sessions of everyone, or of all but one user, and counts them. Those who log in meanwhile may stay; those who
 * were logged out before a fault stay logged out.
 */
export async function endEveryone(rule: SessionRule, cause: Cause, except: UserId | null): Promise<EndedSessions> {
  let [users, sessions] = [0, 0]
  for await (const counts of liveUsers(rule)) {
    const userIds = [...counts.keys()].filter((userId) => except === null || !isSame(userId, except))
    const ended = await rule.endSessions(userIds, cause)
    users += ended.users
    sessions += ended.sessions
  }
  return { users, sessions }
}

/** All users who are logged in, some at a time, with the number of their sessions. */
async function* liveUsers(rule: SessionRule): AsyncGenerator<Map<UserId, number>> {
  for (let last: UserId | null = null; ;) {
    const counts = await rule.countLiveAfter(last, usersAtOnce)
    if (counts.size === 0) return
    yield counts
    last = [...counts.keys()].at(-1) ?? null
  }
}
