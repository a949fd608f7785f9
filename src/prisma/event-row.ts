// The row that an event is written as. A field that is added to SessionEvent fails the type check here until it is written.
import { randomUUID } from 'node:crypto'
import type { SessionEvent } from '../rule/events.js'
import type { UserId } from '../rule/session.js'

/** The fields of any of these types, and not only those that all of them have. */
type FieldOf<Type> = Type extends unknown ? keyof Type : never

/** A field of the model `SessionEvent`. */
export type EventField = 'id' | FieldOf<SessionEvent>

/** A field that is written as text. The time is not: each database has a form of its own for it. */
type TextField = Exclude<EventField, 'createdAt'>

/** An id as text: a BigInt has no other form in JSON. */
const textOfId = (id: UserId | null): string | null => (id === null ? null : String(id))

/** What is written into each of them. */
const texts: Readonly<Record<TextField, (event: SessionEvent) => string | null>> = {
  id: () => randomUUID(),
  event: ({ event }) => event,
  userId: ({ userId }) => textOfId(userId),
  byUserId: ({ byUserId }) => textOfId(byUserId),
  sessionKey: ({ sessionKey }) => sessionKey,
  ipAddress: ({ ipAddress }) => ipAddress,
  userAgent: ({ userAgent }) => userAgent,
  userTitle: (event) => ('userTitle' in event ? event.userTitle : null),
}

/** The fields that are written as text, in the order of `textsOf`. */
export const textFields = Object.keys(texts) as TextField[] // The record above has these keys and no others.

/** The texts of an event, in the order of `textFields`, with an id for its row. */
export const textsOf = (event: SessionEvent): (string | null)[] => textFields.map((field) => texts[field](event))
