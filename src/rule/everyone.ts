// The end of everyone's sessions.
import type { Actor } from './actor.js'
import type { LiveSessions } from './live-sessions.js'
import type { EndedSessions } from './selection.js'
import type { SessionRule } from './session-rule.js'
import type { UserId } from './session.js'

/** Who stays, and who hears how far it is. */
export interface EndEveryoneChoices {
  /** The users who stay logged in. */
  readonly except?: readonly UserId[]
  /** Receives the counts so far, after each transaction. */
  readonly onProgress?: ((ended: EndedSessions) => void) | undefined
}

/**
 * Ends the sessions of everyone but some, and counts them. Those who log in meanwhile may stay; those who were logged out
 * before a fault stay logged out.
 */
export async function endEveryone(
  { sessions: rule, live }: { readonly sessions: SessionRule; readonly live: LiveSessions },
  by: Actor,
  { except = [], onProgress }: EndEveryoneChoices = {},
): Promise<EndedSessions> {
  // As text, because drivers differ in the type of a number.
  const staying = new Set(except.map(String))
  let all: EndedSessions = { users: 0, sessions: 0 }
  for await (const userIds of live.userIds()) {
    const others = userIds.filter((userId) => !staying.has(String(userId)))
    const { users, sessions } = await rule.endSessions(others, 'revoked', by)
    all = { users: all.users + users, sessions: all.sessions + sessions }
    onProgress?.(all)
  }
  return all
}
