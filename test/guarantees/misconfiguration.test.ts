// Misconfiguration stops the start: whatever is wrong with the options, the schema or the order of things, the error
// names it, shows it, says what to write, and never shows the secret.
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { after, describe, it } from 'node:test'
import { runInThisContext } from 'node:vm'
import AdminJSExpress from '@adminjs/express'
import AdminJS, { BaseAuthProvider } from 'adminjs'
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express'
import expressSession from 'express-session'
import {
  createSingleSession,
  type ChosenModels,
  type CookieOptions,
  type SingleSession,
  SingleSessionError,
  type SingleSessionErrorCode,
  type SingleSessionOptions,
  withSingleSession,
} from '../../src/index.js'
import { fieldsOf, models, type ModelName } from '../../src/prisma/models.js'
import { authenticateWith, seedUsers, userResource } from '../support/app.js'
import { createDatabase } from '../support/database.js'
import { guarantee, trials } from '../support/guarantee.js'
import { form, send, type RawRequest } from '../support/raw-request.js'

const trial = guarantee('Misconfiguration stops the start')

const database = await createDatabase()
after(() => database.close())
const { prisma } = database

/** What no message may hold. */
const secret = 'the-secret-of-this-app-that-nobody-may-read'

const start = (options: object): SingleSession => createSingleSession({ prisma, secret, ...options })

interface Expected {
  code: SingleSessionErrorCode
  /** What the message has to contain: the name of what is wrong, what it is, and what to write. */
  says: readonly (string | RegExp)[]
}

/** One trial: this stops the start, with a message that helps. */
function stops(what: string, misuse: () => unknown, { code, says }: Expected): void {
  let error: unknown
  try {
    misuse()
  } catch (thrown) {
    error = thrown
  }
  const message = error instanceof Error ? error.message : ''
  const missing = says.filter((part) => (typeof part === 'string' ? !message.includes(part) : !part.test(message)))
  const problems = [
    ...(error === undefined ? ['it starts'] : []),
    ...(error !== undefined && !(error instanceof SingleSessionError) ? [`it is ${inspect(error).slice(0, 100)}`] : []),
    ...(error instanceof SingleSessionError && error.code !== code ? [`its code is ${error.code}`] : []),
    ...(error instanceof SingleSessionError && missing.length > 0 ? [`no ${missing.map(String).join(', no ')}`] : []),
    ...(shows(error, secret) ? ['it shows the secret'] : []),
    ...(message.length > 2000 ? [`it takes ${String(message.length)} characters`] : []),
  ]
  trial.check(problems.length === 0, `${what}: ${problems.join('; ')} (${message.slice(0, 200)})`)
}

/** Whether an error, or what caused it, can be read as this text: as it is, or as the bytes of a buffer. */
function shows(error: unknown, text: string): boolean {
  const bytes = Buffer.from(text.slice(0, 10)).toString('hex').replaceAll(/../g, '$& ').trim()
  const shown = `${String(error)} ${inspect(error instanceof Error ? error.cause : undefined)}`
  return shown.includes(text) || shown.includes(bytes)
}

const invalid = (...says: (string | RegExp)[]): Expected => ({ code: 'ERR_SINGLE_SESSION_INVALID_OPTION', says })

/** Values of every kind. */
const values: unknown[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 99, 1000, 2 ** 31, NaN, Infinity, -Infinity, 10n],
  ...[
    '',
    ' ',
    'text',
    'true',
    '1',
    '1000',
    '1 day',
    'Lax',
    'ask',
    'a;b',
    '/a;b',
    '/a b',
    'a\nb',
    '*',
    'null',
    'ü',
    '__proto__',
  ],
  ...[[], [1], ['x'], {}, { a: 1 }, () => true, Symbol('x'), new Date(0), /x/, new Map(), Promise.resolve(true)],
  ...[Map, new Boolean(true), new Number(1000), new String('text'), [undefined], [null], new Error('x')],
]

const isWhole = (value: unknown, least: number) =>
  typeof value === 'number' && Number.isInteger(value) && value >= least && value < 2 ** 31
const isText = (value: unknown, pattern: RegExp) => typeof value === 'string' && pattern.test(value)
const isBoolean = (value: unknown) => typeof value === 'boolean'
const isFunction = (value: unknown) => typeof value === 'function'

/** The options that have a test of their own below. */
type TriedBelow = 'prisma' | 'secret' | 'cookie' | 'clock' | 'models'

/** All others, and those in the cookie and in `models`. One that is forgotten here fails the type check. */
type OptionName =
  Exclude<keyof SingleSessionOptions, TriedBelow> | `cookie.${keyof CookieOptions}` | `models.${keyof ChosenModels}`

/** Every option, and which of the values it takes. */
const options: Readonly<Record<OptionName, (value: unknown) => boolean>> = {
  singleUserSession: (value) => isBoolean(value) || isFunction(value) || isWhole(value, 1) || value === 2 ** 31,
  atLimit: (value) => ['end-oldest', 'refuse', 'ask'].includes(value as string),
  logoutAllSessions: isBoolean,
  idleTimeoutMs: (value) => isWhole(value, 1000),
  // 2 ** 31 is less than four weeks.
  absoluteTimeoutMs: (value) => isWhole(value, 1000) || value === 2 ** 31,
  idleWarningMs: (value) => isWhole(value, 0),
  touchAfterMs: (value) => isWhole(value, 0),
  cleanupIntervalMs: (value) => isWhole(value, 0),
  queryTimeoutMs: (value) => isWhole(value, 100),
  checkIntervalMs: (value) => isWhole(value, 0),
  keepEventsForDays: (value) => isWhole(value, 1) && Number(value) <= 36_500,
  endSessionsOnChangeOf: (value) => Array.isArray(value) && value.length === 0,
  checkPassword: isFunction,
  changePasswordUrl: (value) => isText(value, /^(\/(?![/\\])|https?:\/\/[^\s/])/i),
  onLogin: isFunction,
  onSessionEnd: isFunction,
  trustedOrigins: (value) => Array.isArray(value) && value.length === 0,
  'cookie.name': (value) => isText(value, /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i),
  'cookie.maxAge': (value) => isWhole(value, 1000),
  'cookie.sameSite': (value) => ['lax', 'strict', 'none'].includes(value as string),
  'cookie.secure': (value) => isBoolean(value) || value === 'auto',
  'cookie.path': (value) => isText(value, /^\/[!-:=-~]*$/),
  'cookie.domain': (value) => isText(value, /^\.?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i),
  recordIpAddress: isBoolean,
  recordUserAgent: isBoolean,
  isAdminUser: isFunction,
  hasPermission: isFunction,
  userResource: isBoolean,
  // The schema of the tests has no models of these names.
  'models.userSession': () => false,
  'models.sessionEvent': () => false,
}

const named = (name: string, value: unknown): object => {
  const [outer = '', inner] = name.split('.')
  return { [outer]: inner === undefined ? value : { [inner]: value } }
}

describe('an option', () => {
  it('with a value that it cannot have', () => {
    for (const [name, takes] of Object.entries(options)) {
      const [outer = ''] = name.split('.')
      for (const value of values.filter((value) => !takes(value))) {
        const says = [`${name} has to be `, `it is ${inspect(value, { depth: 0 })}`, `Write ${outer}: `]
        stops(`${name}: ${inspect(value)}`, () => start(named(name, value)), invalid(...says))
      }
    }
    // What is no object at all; others have to have the names of the options in them.
    for (const value of values.filter((value) => typeof value !== 'object' || value === null || Array.isArray(value))) {
      const says = [/^cookie has to be /, `it is ${inspect(value, { depth: 0 })}`, 'Write cookie: ']
      stops(`cookie: ${inspect(value)}`, () => start({ cookie: value }), invalid(...says))
      const others = [/^models has to be /, `it is ${inspect(value, { depth: 0 })}`, 'Write models: ']
      stops(`models: ${inspect(value)}`, () => start({ models: value }), invalid(...others))
      stops(
        `prisma: ${inspect(value)}`,
        () => start({ prisma: value }),
        invalid(/^prisma has to be /, 'Write prisma: '),
      )
      const misuse = () => createSingleSession(value as SingleSessionOptions)
      stops(
        `createSingleSession(${inspect(value)})`,
        misuse,
        invalid(/^options has to be /, 'Write createSingleSession('),
      )
    }
    for (const value of [...values.filter((value) => typeof value === 'object' && value !== null), undefined]) {
      stops(`prisma: ${inspect(value)}`, () => start({ prisma: value }), invalid(/^prisma /, 'Write prisma: '))
    }
    stops('no options', () => (createSingleSession as () => unknown)(), invalid(/^options .* undefined/))
  })

  it('that does what it says is taken', () => {
    for (const [name, takes] of Object.entries(options)) {
      // A domain of one letter may be anything; and a cookie for other sites has to be secure.
      for (const value of values.filter((value) => takes(value) && value !== 'none')) {
        const given = named(name, value)
        const starts = () => start(given)
        trial.check(doesNotThrow(starts), `${name}: ${inspect(value)} does not start`)
      }
    }
  })

  it('that is cured as the message says, starts', () => {
    for (const [name, takes] of Object.entries(options)) {
      const wrong = values.find((value) => !takes(value) && value !== null)
      const [, cure = ''] = /Write (.*)\.$/.exec(messageOf(() => start(named(name, wrong)))) ?? []
      const example = cure.replace(/ for one session.*/, '')
      const starts = () => start(runInThisContext(`({ ${example} })`) as object)
      trial.check(doesNotThrow(starts), `the cure of ${name} is ${cure}`)
    }
  })

  const origins: [origin: string, isOne: boolean][] = [
    ...[
      ...['https://login.example.com', 'http://localhost:3000', 'http://127.0.0.1', 'https://[::1]:8443'],
      ...['https://xn--bcher-kva.example', 'http://a'],
    ].map((origin): [string, boolean] => [origin, true]),
    ...[
      ...['https://login.example.com/', 'https://login.example.com/path', 'https://login.example.com?a', 'https://a#b'],
      ...['login.example.com', '//login.example.com', 'https://', 'https://*.example.com', 'HTTPS://a', 'https://A'],
      ...['https://a:443', 'http://a:80', 'https://user@a', 'https://a b', 'file:///', 'data:text/html,x', 'null', '*'],
      ...['javascript:alert(1)', 'https://bücher.example', ' https://a', 'https://a ', 'https://a:99999'],
    ].map((origin): [string, boolean] => [origin, false]),
  ]
  it('that lists origins takes what a browser sends as one, and nothing that is near', () => {
    for (const [origin, isOne] of origins) {
      const lists = [[origin], ['https://first.example', origin]]
      for (const trustedOrigins of lists) {
        if (isOne)
          trial.check(
            doesNotThrow(() => start({ trustedOrigins })),
            `${origin} is refused`,
          )
        else {
          const says = [/^trustedOrigins has to be /, inspect(origin), "Write trustedOrigins: ['https://"]
          stops(`the origin ${origin}`, () => start({ trustedOrigins }), invalid(...says))
        }
      }
    }
    stops('a list with a gap', () => start({ trustedOrigins: new Array<string>(1) }), invalid(/^trustedOrigins /))
  })

  it('of the cookie that contradicts another one', () => {
    const contradictions: [cookie: object, name: string][] = [
      [{ sameSite: 'none', secure: false }, 'cookie.secure'],
      [{ sameSite: 'none' }, 'cookie.secure'],
      [{ name: '__Host-panel', secure: true, path: '/admin' }, '__Host-'],
      [{ name: '__Host-panel', secure: true, domain: 'example.com' }, '__Host-'],
      [{ name: '__Host-panel', secure: false }, '__Host-'],
      [{ name: '__Secure-panel', secure: false }, '__Secure-'],
    ]
    for (const [cookie, name] of contradictions) {
      stops(`cookie: ${inspect(cookie)}`, () => start({ cookie }), invalid(name, /Write cookie: /))
    }
    for (const cookie of [
      { name: '__Host-panel', secure: true },
      { name: '__Secure-panel', secure: 'auto', path: '/a' },
    ]) {
      trial.check(
        doesNotThrow(() => start({ cookie })),
        `${inspect(cookie)} does not start`,
      )
    }
  })

  it('that is a clock, without a time', () => {
    for (const clock of [
      Date.now,
      () => undefined,
      () => '2026-01-01',
      () => new Date(NaN),
      () => Promise.resolve(new Date()),
    ]) {
      stops(
        `a clock that says ${inspect(clock())}`,
        () => start({ clock }),
        invalid(/^clock has to be /, 'Write clock: '),
      )
    }
    for (const clock of values.filter((value) => !isFunction(value))) {
      stops(`clock: ${inspect(clock)}`, () => start({ clock }), invalid(/^clock has to be /, 'Write clock: '))
    }
  })
})

describe('the secret', () => {
  it('is long enough, and never shown', () => {
    const short = secret.slice(0, 31)
    const wrong: unknown[] = [
      ...[undefined, '', short, [], [''], [secret, ''], [short, secret], [secret, undefined], [undefined]],
      ...[[[secret]], { secret }, Buffer.from(secret), new String(secret), Promise.resolve(secret), Symbol(secret)],
      ...[new Map([[secret, secret]]), new Set([secret]), new Error(secret), [{ secret }], () => secret],
      ...values.filter((value) => typeof value !== 'string'),
    ]
    for (const given of wrong) {
      const misuse = () => start({ secret: given })
      stops(`secret: ${inspect(given)}`, misuse, invalid(/^secret has to be /, 'Write secret: process.env.'))
      trial.check(!shows(errorOf(misuse), short), `a short secret is shown: ${messageOf(misuse).slice(0, 100)}`)
    }
  })

  it('is not shown either where it was given by mistake', () => {
    const holders: unknown[] = [secret, [secret], { secret }, Buffer.from(secret), [[secret]], new Set([secret])]
    for (const name of ['secrets', 'Secret', 'sessionSecret', 'cookiePassword', 'cookie.secret', 'cookie.password']) {
      for (const holder of holders) {
        const expected: Expected = { code: 'ERR_SINGLE_SESSION_UNKNOWN_OPTION', says: [name, 'Write one of: '] }
        stops(`${name}: ${inspect(holder)}`, () => start(named(name, holder)), expected)
      }
    }
    for (const holder of [secret, [prisma, secret], [secret]]) {
      const misuse = () => createSingleSession(holder as unknown as SingleSessionOptions)
      stops(`createSingleSession(${inspect(holder, { depth: 0 })})`, misuse, invalid(/^options has to be /))
    }
    const misuse = () => createSingleSession(prisma as unknown as SingleSessionOptions)
    stops('createSingleSession(prisma)', misuse, {
      code: 'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
      says: ['Write one of: prisma'],
    })
  })
})

describe('a name that is no option', () => {
  const others = [
    ...[
      'SINGLE_USER_SESSION',
      'LOGOUT_ALL_SESSIONS',
      'store',
      'resave',
      'saveUninitialized',
      'rolling',
      'unset',
      'proxy',
    ],
    ...['name', 'genid', 'cookieName', 'cookiePassword', 'maxAge', 'sameSite', 'secure', 'httpOnly', 'authenticate'],
    ...['__proto__', 'constructor', 'toString', ''],
  ]

  it('but near to one', () => {
    const names = ['prisma', 'secret', 'cookie', 'clock', 'models', ...Object.keys(options)]
    for (const name of names) {
      const [inner = '', outer] = name.split('.').reverse()
      const known = names.filter((other) => other.startsWith(outer ?? '')).map((other) => other.split('.').at(-1))
      const all = [...misspellings(inner), ...randomly(inner, trials(0, 100))]
      for (const wrong of new Set(all.filter((wrong) => !known.includes(wrong)))) {
        const full = outer === undefined ? wrong : `${outer}.${wrong}`
        for (const value of [true, 'some text']) {
          stops(full, () => start(named(full, value)), {
            code: 'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
            says: [`${full} is not an option; its value is `, value === true ? 'true' : 'a text of 9 characters', name],
          })
        }
      }
    }
  })

  it('of something else', () => {
    for (const name of others) {
      const says = [`${name} is not an option; its value is 1.`, 'Write one of: prisma, secret, ']
      const given = Object.fromEntries([[name, 1]])
      stops(
        name,
        () => createSingleSession(Object.assign(Object.create(null) as object, { prisma, secret }, own(given))),
        {
          code: 'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
          says,
        },
      )
    }
    for (const name of ['httpOnly', 'expires', 'signed', 'partitioned', 'priority', 'Name', 'maxage', 'samesite']) {
      const says = [`cookie.${name} is not an option; its value is 1.`, 'Write one of: cookie.name, ']
      stops(`cookie.${name}`, () => start({ cookie: { [name]: 1 } }), {
        code: 'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
        says,
      })
    }
  })
})

interface Field {
  name: string
  type: string
}

interface Internals {
  _activeProvider: unknown
  _runtimeDataModel: { models: Record<string, { fields: Field[] }> }
}

/** The client, for a schema that differs. */
function clientFor(change: (models: Internals['_runtimeDataModel']['models'], internals: Internals) => void): object {
  const { _activeProvider, _runtimeDataModel } = prisma as unknown as Internals
  const internals = structuredClone({ _activeProvider, _runtimeDataModel })
  change(internals._runtimeDataModel.models, internals)
  const properties = Object.entries(internals).map(([name, value]) => [name, { value }])
  return Object.create(prisma, Object.fromEntries(properties) as PropertyDescriptorMap) as object
}

describe('the schema', () => {
  const ours: Readonly<Record<string, unknown>> = models
  const missing = (...says: (string | RegExp)[]): Expected => ({ code: 'ERR_SINGLE_SESSION_MISSING_MODEL', says })
  const types = [
    'Int',
    'BigInt',
    'String',
    'Boolean',
    'DateTime',
    'Float',
    'Decimal',
    'Json',
    'Bytes',
    'User',
    'Session',
  ]

  it('without a model or a field, or with one of another type', () => {
    // The type of Object.keys() forgets which names there are.
    for (const model of Object.keys(models) as ModelName[]) {
      const cure = [/Write this in the schema, then run "prisma generate"/, `model ${model} {`]
      const without = clientFor((models) => Reflect.deleteProperty(models, model))
      stops(`no ${model}`, () => start({ prisma: without }), missing(`no model ${model}`, ...cure))
      // The user has tests of its own below.
      for (const [name, right] of [...fieldsOf(model)].filter(([name]) => name !== 'user')) {
        const removed = clientFor((models) => {
          const { fields = [] } = models[model] ?? {}
          fields.splice(
            fields.findIndex((field) => field.name === name),
            1,
          )
        })
        const says = [`The model ${model} of the Prisma schema has no field ${name}.`, ...cure]
        stops(`no ${model}.${name}`, () => start({ prisma: removed }), missing(...says))
        for (const type of types.filter((type) => type !== right)) {
          const changed = clientFor((models) => {
            Object.assign(models[model]?.fields.find((field) => field.name === name) ?? {}, { type })
          })
          const says = [`The field ${model}.${name} is of the type ${type}; it has to be ${right}.`, ...cure]
          stops(`${model}.${name} ${type}`, () => start({ prisma: changed }), missing(...says))
        }
      }
    }
  })

  it('without a user behind the session, or with one that has no id', () => {
    const change = (model: string, name: string, type?: string) =>
      clientFor((models) => {
        const { fields = [] } = models[model] ?? {}
        const index = fields.findIndex((field) => field.name === name)
        if (type === undefined) fields.splice(index, 1)
        else Object.assign(fields[index] ?? {}, { type })
      })
    const cure = 'Write '
    stops('no user', () => start({ prisma: change('UserSession', 'user') }), missing('no field user', cure))
    for (const type of ['String', 'Int', 'Member']) {
      const says = ['UserSession.user', type, cure]
      stops(
        `a user of the type ${type}`,
        () => start({ prisma: change('UserSession', 'user', type) }),
        missing(...says),
      )
    }
    stops('no id', () => start({ prisma: change('User', 'id') }), missing('User', 'no field id', cure))
    for (const type of ['Float', 'Decimal', 'Boolean', 'DateTime', 'Bytes', 'Json']) {
      const client = clientFor((models) => {
        for (const [model, name] of [
          ['User', 'id'],
          ['UserSession', 'userId'],
        ] as const) {
          Object.assign(models[model]?.fields.find((field) => field.name === name) ?? {}, { type })
        }
      })
      stops(
        `ids of the type ${type}`,
        () => start({ prisma: client }),
        missing('User.id', type, /Int, a BigInt or a String/),
      )
    }
  })

  it('with two models that could be ours, until the option names one', () => {
    const copies = { UserSession: 'userSession', SessionEvent: 'sessionEvent' } as const
    for (const [model, option] of Object.entries(copies)) {
      const client = clientFor((models) => Object.assign(models, { [`Staff${model}`]: models[model] }))
      const cure = `Write models: { ${option}: '${model}' }.`
      const says = [`models.${option} has to be one of ${model}, Staff${model}, `, `all fields of ${model}`, cure]
      stops(`two models like ${model}`, () => start({ prisma: client }), invalid(...says))
      const starts = () => start({ prisma: client, models: { [option]: model } })
      trial.check(doesNotThrow(starts), `two models like ${model}, of which the option names one`)
      const none = { [option]: `Some${model}` }
      const lists = [`models.${option} has to be a model of the Prisma schema, which has `, `'Some${model}'`, cure]
      stops(`no Some${model}`, () => start({ prisma: client, models: none }), invalid(...lists))
      // That of another kind lacks what ours has.
      const other = { [option]: 'User' }
      const lacks = missing(/The (model|field) User\b/, `model User {`)
      stops(`the user for ${option}`, () => start({ prisma: client, models: other }), lacks)
    }
  })

  it('with models of other names, one of which lacks a field or a relation', () => {
    /** The client for a schema in which all of our models are called so. */
    const renamed = (change: (fields: (model: ModelName) => Field[]) => void) =>
      clientFor((models) => {
        const ofModel = (model: ModelName): Field[] => models[`Admin${model}`]?.fields ?? []
        for (const model of Object.keys(ours) as ModelName[]) {
          models[`Admin${model}`] = models[model] ?? { fields: [] }
          Reflect.deleteProperty(models, model)
        }
        for (const { fields } of Object.values(models))
          for (const field of fields) if (field.type in ours) field.type = `Admin${field.type}`
        // What Auth.js calls so.
        models.Session = { fields: ['id', 'sessionToken', 'userId'].map((name) => ({ name, type: 'String' })) }
        change(ofModel)
      })
    for (const model of Object.keys(ours) as ModelName[]) {
      for (const name of fieldsOf(model).keys()) {
        const client = renamed((fieldsIn) => {
          const fields = fieldsIn(model)
          fields.splice(
            fields.findIndex((field) => field.name === name),
            1,
          )
        })
        const says = [`The model Admin${model} of the Prisma schema has no field ${name}.`, `model Admin${model} {`]
        stops(`no Admin${model}.${name}`, () => start({ prisma: client }), missing(...says, / Admin(User)?Session/))
      }
    }
    const elsewhere = renamed((fieldsIn) => {
      Object.assign(fieldsIn('UserSession').find(({ name }) => name === 'session') ?? {}, { type: 'Session' })
    })
    const says = ['The field AdminUserSession.session is of the type Session; it has to be AdminSession.']
    stops('a link to sessions of Auth.js', () => start({ prisma: elsewhere }), missing(...says))
  })

  it('of another database, or of no database at all', () => {
    for (const name of ['mongodb', 'sqlserver', 'cockroachdb', 'postgres', 'mariadb', 'SQLite', 'prisma+postgres']) {
      const client = clientFor((_models, internals) => (internals._activeProvider = name))
      const says = [name, 'sqlite, postgresql, mysql']
      const expected: Expected = { code: 'ERR_SINGLE_SESSION_UNSUPPORTED_DATABASE', says }
      stops(`the database ${name}`, () => start({ prisma: client }), expected)
    }
    for (const lost of ['_activeProvider', '_runtimeDataModel'] as const) {
      const client = clientFor((_models, internals) => Reflect.deleteProperty(internals, lost))
      Object.defineProperty(client, lost, { value: undefined })
      stops(`a client without ${lost}`, () => start({ prisma: client }), invalid(/^prisma /, 'Write prisma: '))
    }
  })

  it('behind a client that is bound to a transaction', async () => {
    await prisma.$transaction((bound) => {
      stops('a client of a transaction', () => start({ prisma: bound }), invalid(/^prisma /, 'Write prisma: '))
      return Promise.resolve()
    })
  })
})

describe('the mounting', () => {
  const adminOptions = () => ({ resources: [userResource(prisma)] })
  const admin = new AdminJS(adminOptions())
  const authenticate = authenticateWith(prisma)
  const mounted = start({})
  mounted.middleware(admin)

  it('in the wrong order', () => {
    class Provider extends BaseAuthProvider {}
    for (const input of [{ authenticate }, { provider: new Provider() }, { authenticate, maxRetries: 3 }]) {
      stops(`authentication(${inspect(input)}) first`, () => start({}).authentication(input), {
        code: 'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
        says: ['singleSession.authentication()', 'Write app.use(singleSession.middleware(admin)) first'],
      })
    }
  })

  it('in an order, or at a path, that shows with the first login', async () => {
    const session = start({})
    const middleware = session.middleware(admin)
    const router = () =>
      AdminJSExpress.buildAuthenticatedRouter(
        admin,
        session.authentication({ authenticate }),
        null,
        session.sessionOptions,
      )
    const places: [title: string, path: string, mount: (app: Express) => void][] = [
      ['the router first', '/admin/login', (app) => app.use('/admin', router()).use(middleware)],
      ['the router elsewhere', '/panel/login', (app) => app.use(middleware).use('/panel', router())],
      ['the router elsewhere below', '/x/admin/login', (app) => app.use(middleware).use('/x/admin', router())],
      ['the middleware elsewhere', '/admin/login', (app) => app.use('/x', middleware).use('/admin', router())],
    ]
    await seedUsers(prisma)
    for (const [title, path, mount] of places) {
      const app = express()
      mount(app)
      const fields = form({ email: 'foo@example.com', password: 'secret' })
      const { error, text } = await ask(app, { method: 'POST', path, ...fields })
      const message = error instanceof Error ? error.message : text
      trial.check(
        message.includes('Write app.use(singleSession.middleware(admin))'),
        `${title}: ${message.slice(0, 200)}`,
      )
      trial.equal(await prisma.session.count(), 0, `${title}: sessions`)
      await prisma.session.deleteMany()
    }
  })

  it('of a login or a logout of its own before the session, or behind another one', async () => {
    const verbs: Record<string, (req: Request) => Promise<void>> = {
      login: (req) => mounted.login(req, { id: 1 }),
      logout: (req) => mounted.logout(req),
    }
    const before: Record<string, RequestHandler> = {
      'no session': (_req, _res, next) => {
        next()
      },
      'another express-session': expressSession({ secret, resave: false, saveUninitialized: true }),
      'another singleSession': start({}).middleware(admin),
    }
    for (const [verb, run] of Object.entries(verbs)) {
      for (const [title, session] of Object.entries(before)) {
        const app = express().use(session)
        app.post('/', async (req, res) => {
          await run(req)
          res.send('done')
        })
        const { error } = await ask(app, { method: 'POST', path: '/' })
        const misuse = () => {
          if (error !== undefined) throw error as Error
        }
        stops(`${verb} with ${title}`, misuse, {
          code: 'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
          says: ['no session of ours', 'Write app.use(singleSession.middleware(admin))'],
        })
      }
    }
  })

  it('without the one way to authenticate', () => {
    const cure = 'Write singleSession.authentication({ authenticate })'
    for (const input of [{}, { authenticate: undefined }, { authenticat: authenticate }, { maxRetries: 3 }]) {
      stops(inspect(input), () => mounted.authentication(input as never), invalid(/authentication .* neither/, cure))
    }
    const both = { authenticate, provider: new BaseAuthProvider() }
    stops('both', () => mounted.authentication(both as never), invalid('authenticate and provider', cure))
    for (const value of values.filter((value) => !isFunction(value))) {
      const says = [/^authenticate has to be a function/, 'Write authenticate: ']
      stops(
        `authenticate: ${inspect(value)}`,
        () => mounted.authentication({ authenticate: value } as never),
        invalid(...says),
      )
      stops(
        `provider: ${inspect(value)}`,
        () => mounted.authentication({ provider: value } as never),
        invalid(/^provider has to be /, 'Write provider: '),
      )
    }
    for (const input of [undefined, null, true, 'authenticate', [], authenticate]) {
      stops(
        `authentication(${inspect(input)})`,
        () => mounted.authentication(input as never),
        invalid(/authentication /, cure),
      )
    }
  })

  it('with an option of AdminJS that has no effect here', () => {
    for (const name of ['cookieName', 'cookiePassword']) {
      const input = { authenticate, [name]: secret }
      stops(name, () => mounted.authentication(input), {
        code: 'ERR_SINGLE_SESSION_UNKNOWN_OPTION',
        says: [name, /Write createSingleSession\(/],
      })
    }
  })

  it('of something that is no AdminJS', () => {
    for (const value of [
      ...values,
      undefined,
      adminOptions(),
      AdminJS,
      prisma,
      { options: {} },
      { options: { rootPath: 1 } },
    ]) {
      stops(
        `middleware(${inspect(value, { depth: 0 }).slice(0, 100)})`,
        () => start({}).middleware(value as AdminJS),
        invalid(/^middleware /, 'Write app.use(singleSession.middleware(admin))'),
      )
    }
  })

  it('with a cookie that is not sent to the panel', () => {
    const places: [cookiePath: string, rootPath: string, reaches: boolean][] = [
      ['/', '/', true],
      ['/', '/admin', true],
      ['/admin', '/admin', true],
      ['/admin', '/admin/panel', true],
      ['/admin/', '/admin/panel', true],
      ['/admin', '/', false],
      ['/admin', '/administration', false],
      ['/admin/', '/admin', false],
      ['/Admin', '/admin', false],
      ['/panel', '/admin', false],
      ['/admin/panel', '/admin', false],
      ['/%61dmin', '/admin', false],
    ]
    for (const [path, rootPath, reaches] of places) {
      const mount = () => start({ cookie: { path } }).middleware(new AdminJS({ ...adminOptions(), rootPath }))
      if (reaches) trial.check(doesNotThrow(mount), `the cookie at ${path} does not reach ${rootPath}`)
      else
        stops(
          `a cookie at ${path}`,
          mount,
          invalid(/^cookie\.path has to be /, path, rootPath, 'Write cookie: { path: '),
        )
    }
  })

  it('without a list of the users', () => {
    const lists: unknown[] = [
      undefined,
      [],
      [{ resource: { model: { name: 'Post' } } }],
      [null],
      [{}],
      ['User'],
      [prisma],
    ]
    for (const resources of lists) {
      stops(
        `resources: ${inspect(resources, { depth: 1 }).slice(0, 80)}`,
        () => withSingleSession({ resources } as never, mounted),
        {
          code: 'ERR_SINGLE_SESSION_NO_USER_RESOURCE',
          says: [
            /^resources has no resource of the user model User; it has /,
            'Write resources: ',
            'userResource: false',
          ],
        },
      )
    }
    for (const wrong of [undefined, null, true, 'options', 1]) {
      stops(
        `withSingleSession(${inspect(wrong)}, singleSession)`,
        () => withSingleSession(wrong as never, mounted),
        invalid(/^withSingleSession /, 'Write new AdminJS(withSingleSession('),
      )
      stops(
        `withSingleSession(options, ${inspect(wrong)})`,
        () => withSingleSession(adminOptions(), wrong as never),
        invalid(/^withSingleSession /, 'Write new AdminJS(withSingleSession('),
      )
    }
  })
})

/** How this app answers one request, and the error that was left to its error handler. */
async function ask(app: Express, request: RawRequest): Promise<{ error: unknown; text: string }> {
  let error: unknown
  const answerError: ErrorRequestHandler = (thrown, _req, res, _next) => {
    error = thrown
    res.sendStatus(500)
  }
  const server = app.use(answerError).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    const { text } = await send(origin, request)
    return { error, text }
  } finally {
    server.close()
  }
}

function errorOf(misuse: () => unknown): unknown {
  try {
    misuse()
    return undefined
  } catch (error) {
    return error
  }
}

const messageOf = (misuse: () => unknown): string => {
  const error = errorOf(misuse)
  return error instanceof Error ? error.message : ''
}

const doesNotThrow = (work: () => unknown): boolean => errorOf(work) === undefined

/** An object with these properties of its own, whatever their names. */
const own = (fields: object): object => Object.defineProperties({}, Object.getOwnPropertyDescriptors(fields))

/** How people write a name when they get it wrong. */
function misspellings(name: string): string[] {
  const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return [
    ...[name.toLowerCase(), name.toUpperCase(), snake, snake.replaceAll('_', '-'), snake.toUpperCase()],
    ...[
      name.charAt(0).toUpperCase() + name.slice(1),
      `${name}s`,
      name.slice(0, -1),
      name.slice(1),
      ` ${name}`,
      `${name} `,
    ],
    ...[name.replace(/Ms$/, ''), name.replace(/Ms$/, 'Seconds'), name.replace(/s$/, ''), `_${name}`],
    ...[`${name.slice(0, 2)}${name.charAt(3)}${name.charAt(2)}${name.slice(4)}`, name.replace(/(.)/, '$1$1')],
  ]
}

/** One letter taken out, put in or changed, anywhere. */
function randomly(name: string, count: number): string[] {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$'
  return Array.from({ length: count }, () => {
    const [at, letter] = [
      Math.floor(Math.random() * name.length),
      letters.charAt(Math.floor(Math.random() * letters.length)),
    ]
    const [taken, put] = [Math.floor(Math.random() * 2), Math.random() < 0.5 ? letter : '']
    return `${name.slice(0, at)}${put}${name.slice(at + taken)}`
  })
}
