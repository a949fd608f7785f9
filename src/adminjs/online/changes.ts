// What has changed in a list since it was shown. Rows that somebody may be about to click on stay where they are.
import type { OnlineList } from './wire.js'

/** How many sessions are in one of the two and not in the other. */
export function changesOf(shown: OnlineList, fresh: OnlineList): number {
  const [before, now] = [shown, fresh].map(({ sessions }) => new Set(sessions.map(({ key }) => key))) as [
    Set<string>,
    Set<string>,
  ] // Of two comes two.
  const [gone, come] = [[...before].filter((key) => !now.has(key)), [...now].filter((key) => !before.has(key))]
  return gone.length + come.length
}

/** The list as it is shown, with the times and the numbers as they are now. */
export function withTimesOf(shown: OnlineList, fresh: OnlineList): OnlineList {
  const lastSeen = new Map(fresh.sessions.map(({ key, lastSeenAt }) => [key, lastSeenAt]))
  const sessions = shown.sessions.map((session) => ({
    ...session,
    lastSeenAt: lastSeen.get(session.key) ?? session.lastSeenAt,
  }))
  return { ...shown, sessions, total: fresh.total }
}
