// The settings of the app, from the variables of its environment. A value that means nothing stops the start.

/** Something that only the one who starts the app can put right. The message says what to write. */
export class StartError extends Error {}

/**
 * Reads the settings. A variable that is not there has its default; one that is empty is a mistake.
 *
 * @throws StartError with one line: the variable, its value, and what to write.
 */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>) {
  return {
    // 0 takes any port that is free.
    port: Number(read('PORT', env.PORT ?? '3000', isPort, 'a whole number from 0 to 65535', '3000')),
    host: read('HOST', env.HOST ?? '127.0.0.1', isHost, 'an address of this machine', '127.0.0.1'),
    databaseUrl: read('DATABASE_URL', env.DATABASE_URL, isUrl, 'the URL of a database', 'file:./demo.db'),
    sessionSecret: readSecret(env.SESSION_SECRET),
    singleUserSession: readLimit(env.SINGLE_USER_SESSION ?? 'true'),
    atLimit: readAtLimit(env.AT_LIMIT ?? 'end-oldest'),
    logoutAllSessions: readFlag('LOGOUT_ALL_SESSIONS', env.LOGOUT_ALL_SESSIONS ?? 'true'),
    // Whether a fresh database gets sessions and events to look at.
    sampleData: readFlag('SAMPLE_DATA', env.SAMPLE_DATA ?? 'true'),
  }
}

const isPort = (value: string) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535
const isHost = (value: string) => /^[\w.:-]+$/.test(value)
const isUrl = (value: string) => /^(file|postgres(ql)?|mysql|mariadb):./.test(value)
const isFlag = (value: string) => value === 'true' || value === 'false'
const isLimit = (value: string) => isFlag(value) || /^[1-9]\d{0,8}$/.test(value)

function read(name: string, value = '', isRight: (value: string) => boolean, wanted: string, cure: string): string {
  if (isRight(value)) return value
  // No more than its beginning: the URL of a database often holds a password.
  const given = JSON.stringify(value.replace(/:.*/s, ':...'))
  throw new StartError(`${name} has to be ${wanted}; it is ${given}. Write ${name}=${cure}.`)
}

const readFlag = (name: string, value: string) => read(name, value, isFlag, 'true or false', 'true') === 'true'

function readAtLimit(value: string): 'end-oldest' | 'refuse' | 'ask' {
  if (value === 'refuse' || value === 'ask') return value
  read('AT_LIMIT', value, (given) => given === 'end-oldest', 'end-oldest, refuse or ask', 'end-oldest')
  return 'end-oldest'
}

function readLimit(value: string): boolean | number {
  read('SINGLE_USER_SESSION', value, isLimit, 'true (one session), false (any number) or a number of sessions', 'true')
  return isFlag(value) ? value === 'true' : Number(value)
}

function readSecret(value = ''): string {
  if (value.length >= 32) return value
  // What was given may be most of the real secret: only its length is told.
  const given = `it has ${String(value.length)}`
  throw new StartError(`SESSION_SECRET has to be a text of at least 32 characters; ${given}. Write a longer one.`)
}
