// The settings of the demo, from the variables of its environment. A value that means nothing stops the start.
import { parseDatabaseUrl, type DatabaseLocation } from './database-url.js'
import { StartError } from './start-error.js'

/** The environment, checked and complete. */
export interface Environment {
  /** The port to listen on; 0 takes any free one. */
  readonly port: number
  readonly host: string
  readonly database: DatabaseLocation
  /** What signs the session cookie, or undefined: then the demo keeps one. */
  readonly sessionSecret: string | undefined
  readonly singleUserSession: boolean | number
  readonly logoutAllSessions: boolean
}

/**
 * Reads the settings. A variable that is not there has its default; one that is empty is a mistake.
 *
 * @throws StartError with one line: the variable, its value, and what to write.
 */
export function parseEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  return {
    port: parsePort(env.PORT ?? '3000'),
    host: parseHost(env.HOST ?? '127.0.0.1'),
    database: parseDatabaseUrl(env.DATABASE_URL),
    sessionSecret: parseSecret(env.SESSION_SECRET),
    singleUserSession: parseLimit(env.SINGLE_USER_SESSION ?? 'true'),
    logoutAllSessions: parseFlag('LOGOUT_ALL_SESSIONS', env.LOGOUT_ALL_SESSIONS ?? 'true'),
  }
}

function parsePort(value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value)
  throw wrong('PORT', value, 'a whole number from 0 to 65535', 'PORT=3000')
}

function parseHost(value: string): string {
  if (/^[\w.:-]+$/.test(value)) return value
  throw wrong('HOST', value, 'an address of this machine', 'HOST=127.0.0.1')
}

function parseSecret(value: string | undefined): string | undefined {
  if (value === undefined || value.length >= 32) return value
  // What was given may be most of the real secret: only its length is told.
  throw new StartError(
    `SESSION_SECRET has to be a text of at least 32 characters; it has ${String(value.length)}. ` +
      'Write a longer one, or leave it out: the demo then keeps one of its own.',
  )
}

function parseLimit(value: string): boolean | number {
  if (value === 'true' || value === 'false') return value === 'true'
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value)
  const wanted = 'true (one session), false (any number) or a whole number of at least 1'
  throw wrong('SINGLE_USER_SESSION', value, wanted, 'SINGLE_USER_SESSION=true')
}

function parseFlag(name: string, value: string): boolean {
  if (value === 'true' || value === 'false') return value === 'true'
  throw wrong(name, value, 'true or false', `${name}=true`)
}

function wrong(name: string, value: string, wanted: string, cure: string): StartError {
  return new StartError(`${name} has to be ${wanted}; it is ${JSON.stringify(value)}. Write ${cure}.`)
}
