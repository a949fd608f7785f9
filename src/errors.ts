// The one error class of the package, and its codes.

/**
 * What went wrong, as a string to switch on. Codes that stop the start:
 * - `ERR_SINGLE_SESSION_UNKNOWN_OPTION`: an option that does not exist, mostly a typing error.
 * - `ERR_SINGLE_SESSION_INVALID_OPTION`: an option with a value that it cannot have.
 * - `ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE`: a Prisma client for a database that we do not know.
 * - `ERR_SINGLE_SESSION_MISSING_MODEL`: the Prisma schema lacks a model or a field that we need.
 * - `ERR_SINGLE_SESSION_NO_USER_RESOURCE`: the AdminJS options do not list the user model.
 * - `ERR_SINGLE_SESSION_MIDDLEWARE_ORDER`: our middleware comes after the AdminJS router, or after another session.
 *
 * Codes that answer a request:
 * - `ERR_SINGLE_SESSION_BAD_REQUEST` (400, 404, 405, 413 or 415): the client sent what no panel could answer.
 * - `ERR_SINGLE_SESSION_UNLINKED_LOGIN` (500): someone wrote `req.session.adminUser` without logging in, or made it another user.
 * - `ERR_SINGLE_SESSION_LOGIN_REFUSED` (403): this user cannot have a session, such as one who is not in the database.
 * - `ERR_SINGLE_SESSION_AT_LIMIT` (409): the user is logged in as often as they may be, and `atLimit` ends no session for that.
 * - `ERR_SINGLE_SESSION_CROSS_SITE` (403): another site sent this request in the name of its visitor.
 * - `ERR_SINGLE_SESSION_ENDED` (409): the session that should get a new id has ended, or got one, meanwhile.
 * - `ERR_SINGLE_SESSION_NOT_LISTED` (500): someone asked the session store for all sessions, or for their ids.
 * - `ERR_SINGLE_SESSION_CALLBACK_FAILED` (503): a function in the options raised an error; nothing was changed.
 * - `ERR_SINGLE_SESSION_COOKIE_NOT_SENT` (500): someone logs in over plain HTTP, and the session cookie is for HTTPS alone.
 * - `ERR_SINGLE_SESSION_NOT_MIGRATED` (503): the database lacks a table, a column or the unique index of the
 *   Prisma schema.
 * - `ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE` (503): the database did not do what it was asked, or not in time. Nothing was
 *   changed, unless it broke off at the very end of a change: then it may have been.
 */
export type SingleSessionErrorCode =
  | 'ERR_SINGLE_SESSION_UNKNOWN_OPTION'
  | 'ERR_SINGLE_SESSION_INVALID_OPTION'
  | 'ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE'
  | 'ERR_SINGLE_SESSION_MISSING_MODEL'
  | 'ERR_SINGLE_SESSION_NO_USER_RESOURCE'
  | 'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER'
  | 'ERR_SINGLE_SESSION_BAD_REQUEST'
  | 'ERR_SINGLE_SESSION_UNLINKED_LOGIN'
  | 'ERR_SINGLE_SESSION_LOGIN_REFUSED'
  | 'ERR_SINGLE_SESSION_AT_LIMIT'
  | 'ERR_SINGLE_SESSION_CROSS_SITE'
  | 'ERR_SINGLE_SESSION_ENDED'
  | 'ERR_SINGLE_SESSION_NOT_LISTED'
  | 'ERR_SINGLE_SESSION_CALLBACK_FAILED'
  | 'ERR_SINGLE_SESSION_COOKIE_NOT_SENT'
  | 'ERR_SINGLE_SESSION_NOT_MIGRATED'
  | 'ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE'

/** The HTTP status of each code that can answer a request; the others are faults of the configuration. */
const statusOf: Partial<Record<SingleSessionErrorCode, number>> = {
  ERR_SINGLE_SESSION_BAD_REQUEST: 400,
  ERR_SINGLE_SESSION_LOGIN_REFUSED: 403,
  ERR_SINGLE_SESSION_AT_LIMIT: 409,
  ERR_SINGLE_SESSION_CROSS_SITE: 403,
  ERR_SINGLE_SESSION_ENDED: 409,
  ERR_SINGLE_SESSION_CALLBACK_FAILED: 503,
  ERR_SINGLE_SESSION_NOT_MIGRATED: 503,
  ERR_SINGLE_SESSION_DATABASE_UNAVAILABLE: 503,
}

/** How a request can be bad. */
export type BadRequestStatus = 400 | 404 | 405 | 413 | 415

/** What an error has beside its code and message. */
export interface SingleSessionErrorOptions {
  /** The error behind it. */
  readonly cause?: unknown
  /** The status of the answer, if the code leaves a choice. */
  readonly status?: BadRequestStatus
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>
}

/** How long a client should wait before it tries again after a 503, in seconds. */
const retryAfterSeconds = 5

/**
 * The error of this package. `code` says what happened, `message` what to do, `cause` holds the error behind it.
 * `status`, `expose` and `headers` follow the convention of http-errors, so that Express answers with the right status
 * by itself. A message holds no session id, no cookie and no secret.
 */
export class SingleSessionError extends Error {
  override readonly name = 'SingleSessionError'
  /** The error behind it; said here for compilers before ES2022, whose errors know of none. */
  declare readonly cause?: unknown
  readonly status: number
  readonly statusCode: number
  readonly expose: boolean
  readonly headers: Readonly<Record<string, string>>

  constructor(
    readonly code: SingleSessionErrorCode,
    message: string,
    options: SingleSessionErrorOptions = {},
  ) {
    const { status = statusOf[code] ?? 500, headers, ...rest } = options
    super(message, rest)
    this.status = this.statusCode = status
    this.expose = this.status < 500
    this.headers = headers ?? (this.status === 503 ? { 'Retry-After': String(retryAfterSeconds) } : {})
  }
}
