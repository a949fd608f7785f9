// The end of everyone's sessions.
import type { Actor } from './actor.js'
import type { LiveSessions } from './live-sessions.js'
import type { EndedSessions } from './selection.js'
import type { SessionRule } from './session-rule.js'
import { isSame, type UserId } from './session.js'

/**
 * Ends the sessions of everyone, or of all but one user, and counts them. Those who log in meanwhile may stay; those who
 * were logged out before a fault stay logged out.
 */
export async function endEveryone(
  { sessions: rule, live }: { readonly sessions: SessionRule; readonly live: LiveSessions },
  by: Actor,
  except: UserId | null = null,
): Promise<EndedSessions> {
  let [users, sessions] = [0, 0]
  for await (const userIds of live.userIds()) {
    const others = userIds.filter((userId) => except === null || !isSame(userId, except))
    const ended = await rule.endSessions(others, 'revoked', by)
    users += ended.users
    sessions += ended.sessions
  }
  return { users, sessions }
}
