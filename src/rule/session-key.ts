// Names a session where its id must not appear: in the audit trail, and in a list of sessions.
import { createHash } from 'node:crypto'

/** The key of a session id. The id has 192 random bits, so nobody finds it by trying. */
export const keyOf = (sid: string): string => createHash('sha256').update(sid).digest('base64url')
