// Hostile requests at random: methods, paths, headers, cookies, ids and bodies of every shape, at a panel whose app has no
// error handler. Whatever it is, no answer is a fault, nobody is logged in or out by it, and nobody's session is shown.
// HOSTILE_SEED repeats a run that failed, and HOSTILE_REQUESTS says how many there are.
import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http'
import { createRequire } from 'node:module'
import { after, before, it } from 'node:test'
import { inspect } from 'node:util'
import fc from 'fast-check'
import {
  closeApps,
  eventResource,
  idOf,
  isLoggedIn,
  secret,
  startApp,
  userResource,
  type TestApp,
} from '../support/app.js'
import type { BrowserClient } from '../support/browser-client.js'
import { guarantee, trials } from '../support/guarantee.js'
import { sidOf } from '../support/sessions.js'

const promise = guarantee('Nobody else is harmed')
const requestCount = Number(process.env.HOSTILE_REQUESTS ?? trials(3_000, 100_000))
const perRun = 100
const seed = Number(process.env.HOSTILE_SEED ?? Date.now() % 2 ** 31)

// The one that express-session signs with.
const signature = createRequire(import.meta.resolve('express-session'))('cookie-signature') as {
  sign(value: string, secret: string): string
}
const signed = (sid: string, key = secret) => `adminjs=${encodeURIComponent(`s:${signature.sign(sid, key)}`)}`

/** A text without half surrogate pairs, which no header and no path can hold. */
const wellFormed = (text: string) => Buffer.from(text).toString()

/** Who sends a request: `live` are the cookies of people who are logged in. */
type Sender = { live: 'foo' | 'carol' } | { cookie: string | undefined }

interface Hostile {
  method: string
  path: string
  headers: OutgoingHttpHeaders
  sender: Sender
  body: string | Buffer | undefined
}

const names = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'null',
  'undefined',
  '',
  ' ',
  '.',
  '..',
]
const words = [
  ...names,
  'email',
  'password',
  'id',
  'recordIds',
  'keepMe',
  'sessionId',
  'others',
  'permissions',
  'isSuperuser',
]

/** Texts that somebody thought of, and any others. */
const anyText = fc.oneof(
  fc.constantFrom(
    ...words,
    "' OR 1=1 --",
    '%00',
    '\u0000',
    '\ud800',
    '💥',
    '-1',
    '0',
    '1e99',
    '99999999999999999999',
    'NaN',
  ),
  fc.constantFrom('true', '2030-01-01', '{"$gt":""}', '[]', '{}', '<script>', '../../etc/passwd', 'x'.repeat(3000)),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 10 }),
)
const encoded = anyText.map((text) => encodeURIComponent(wellFormed(text)))
const anyPart = fc.oneof(encoded, fc.constantFrom('%', '%zz', '%E0%A4%A', '%00', ';', '/', '//', '\\', '%2F', '%2e%2e'))

/** No id of a user who is there: what is done to those may be right. */
const anyId = fc.oneof(anyPart, fc.integer({ min: 1000, max: 2 ** 53 }).map(String), fc.double().map(String))
const anyIds = fc.array(anyId, { maxLength: 4 }).map((ids) => ids.join(','))
const anyResource = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('User', 'User', 'SessionEvent') },
  { weight: 1, arbitrary: anyPart },
)
const anyAction = fc.oneof(
  fc.constantFrom('list', 'search', 'show', 'new', 'edit', 'delete', 'bulkDelete'),
  fc.constantFrom('logoutOnAllSessions', 'logoutAllOnAllSessions', 'sessions', 'logoutEveryone'),
  anyPart,
)
const anyPage = fc.oneof(fc.constantFrom('mySessions'), anyPart)
const anyParameter = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'page',
      'perPage',
      'sortBy',
      'direction',
      'filters.email',
      'filters.id',
      'filters.createdAt',
      'filters',
    ),
    anyPart,
  ),
  fc.tuple(
    fc.constantFrom('filters.createdAt~~from', 'filters.userId', 'searchProperty', 'recordIds', '_method'),
    anyPart,
  ),
  fc.tuple(anyPart, anyPart),
)
const anyQuery = fc
  .array(anyParameter, { maxLength: 4 })
  .map((parameters) => (parameters.length === 0 ? '' : `?${parameters.map((pair) => pair.join('=')).join('&')}`))

const anyPath = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(anyResource, anyAction)
      .map(([name, action]) => `/admin/api/resources/${name}/actions/${action}`),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(anyResource, anyId, anyAction)
      .map(([name, id, action]) => `/admin/api/resources/${name}/records/${id}/${action}`),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(anyResource, anyAction, anyIds)
      .map(([name, action, ids]) => `/admin/api/resources/${name}/bulk/${action}?recordIds=${ids}`),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(anyResource, anyPart).map(([name, text]) => `/admin/api/resources/${name}/search/${text}`),
  },
  { weight: 3, arbitrary: anyPage.map((name) => `/admin/api/pages/${name}`) },
  {
    weight: 6,
    arbitrary: fc.constantFrom('/admin/login', '/admin/logout', '/admin/refresh-token', '/admin/api/dashboard'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('/admin', '/', '/admin/resources/User', '/admin/api/single-session', '/ADMIN/Login'),
  },
  { weight: 2, arbitrary: fc.array(anyPart, { maxLength: 6 }).map((parts) => `/admin/${parts.join('/')}`) },
  { weight: 1, arbitrary: fc.array(anyPart, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`) },
)

const anyJson = fc.oneof(
  fc.json(),
  fc.json().map((json) => json.slice(0, -1)),
  fc.dictionary(fc.oneof(fc.constantFrom(...words), anyText), fc.jsonValue()).map((fields) => JSON.stringify(fields)),
  fc.constantFrom(
    '{',
    '[',
    '"',
    '',
    'null',
    '{"keepMe":{"toString":1}}',
    '{"__proto__":{"isSuperuser":true}}',
    '{"a":1e999}',
  ),
  fc.constantFrom(
    '['.repeat(3000),
    `{"email":{"toString":1},"password":{"valueOf":1}}`,
    '{"sessionId":["a"],"password":{}}',
  ),
)
const anyForm = fc
  .array(fc.tuple(fc.oneof(fc.constantFrom(...words), anyPart), anyPart), { maxLength: 5 })
  .map((fields) => fields.map((pair) => pair.join('=')).join('&'))
const anyMultipart = fc.oneof(
  fc.constantFrom(
    '--x',
    '--x--',
    '--x\r\n\r\n',
    '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nx',
    'x',
    '',
  ),
  fc
    .tuple(anyText, anyText)
    .map(([name, text]) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n--x--\r\n`),
  fc
    .tuple(anyText, anyText)
    .map(
      ([name, text]) =>
        `--x\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\n${text}\r\n--x--\r\n`,
    ),
  anyText.map((text) => `--x\r\n${text}: ${text}\r\n\r\n--x--`),
)
const anyBody = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 4, arbitrary: anyJson.map((body) => ({ type: 'application/json', body: Buffer.from(body) })) },
  {
    weight: 3,
    arbitrary: anyForm.map((body) => ({ type: 'application/x-www-form-urlencoded', body: Buffer.from(body) })),
  },
  {
    weight: 2,
    arbitrary: anyMultipart.map((body) => ({ type: 'multipart/form-data; boundary=x', body: Buffer.from(body) })),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'text/plain',
        'application/xml',
        'application/octet-stream',
        '',
        '/',
        'multipart/form-data',
        'json',
      ),
      body: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
    }),
  },
)

/** What can stand in a header. */
const anyValue = anyText.map((text) => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, ''))
const anyHeaders = fc
  .record(
    {
      origin: fc.oneof(fc.constantFrom('null', 'http://evil.example'), anyValue),
      referer: fc.oneof(fc.constantFrom('http://evil.example/'), anyValue),
      'sec-fetch-site': fc.oneof(
        // Mostly what gets past the door: what is behind it is to be tried.
        { weight: 9, arbitrary: fc.constantFrom('same-origin', 'same-origin', 'none', 'cross-site') },
        { weight: 1, arbitrary: anyValue },
      ),
      'user-agent': fc.oneof(fc.constantFrom('Mozilla/5.0'), anyValue),
      accept: fc.oneof(fc.constantFrom('text/html', 'application/json', '*/*'), anyValue),
      'accept-language': anyValue,
      'x-forwarded-for': anyValue,
      'x-http-method-override': fc.constantFrom('GET', 'POST', 'DELETE'),
      'content-encoding': fc.constantFrom('gzip', 'br', 'identity'),
      'if-none-match': fc.constantFrom('*', '""', 'W/"x"'),
      range: fc.constantFrom('bytes=0-', 'bytes=9-1'),
      host: fc.oneof(fc.constantFrom('evil.example', '', '[::1]'), anyValue),
    },
    { requiredKeys: ['sec-fetch-site'] },
  )
  .map((headers): OutgoingHttpHeaders => headers)

const anySender: fc.Arbitrary<Sender> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ live: fc.constantFrom('foo' as const, 'carol' as const) }) },
  { weight: 1, arbitrary: fc.record({ cookie: fc.constantFrom(undefined, 'adminjs', 'adminjs=', '__proto__=x') }) },
  { weight: 1, arbitrary: fc.record({ cookie: anyValue }) },
  { weight: 1, arbitrary: fc.record({ cookie: anyText.map((sid) => signed(wellFormed(sid))) }) },
  { weight: 1, arbitrary: fc.record({ cookie: anyText.map((sid) => signed(wellFormed(sid), `${secret}!`)) }) },
)

const anyRequest: fc.Arbitrary<Hostile> = fc
  .record({
    method: fc.constantFrom(
      'GET',
      'GET',
      'GET',
      'POST',
      'POST',
      'POST',
      'HEAD',
      'PUT',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'PROPFIND',
    ),
    path: fc
      .tuple(anyPath, anyQuery)
      .map(([path, query]) => path + (path.includes('?') ? query.replace('?', '&') : query)),
    headers: anyHeaders,
    sender: anySender,
    content: anyBody,
  })
  .map(({ method, path, headers, sender, content }) => {
    // Who is logged in may log out, which would be no fault.
    const isLogout = /logout$/i.test(path.replace(/\?.*/s, '').replace(/\/+$/, ''))
    const from = isLogout && 'live' in sender ? { 'sec-fetch-site': 'cross-site' } : {}
    const body = method === 'HEAD' || method === 'OPTIONS' ? undefined : content
    const typed = body ? { 'content-type': body.type, 'content-length': body.body.length } : {}
    return { method, path, headers: { ...headers, ...from, ...typed }, sender, body: body?.body }
  })

let app: TestApp
let people: Readonly<Record<'foo' | 'carol' | 'root', BrowserClient>>
let agent: Agent
before(async () => {
  agent = new Agent({ maxSockets: 16 })
  app = await startApp({
    resources: (prisma) => [
      {
        resource: userResource(prisma),
        // What the others change is none of their business: nobody may make or delete users here, which would end sessions.
        options: { actions: { delete: { isAccessible: false }, bulkDelete: { isAccessible: false } } },
      },
      eventResource(prisma),
    ],
  })
  people = { foo: await app.browserOf('foo'), carol: await app.browserOf('carol'), root: await app.browserOf('root') }
})
after(async () => {
  agent.destroy()
  await closeApps()
})

it(`${String(requestCount)} hostile requests meet no fault, and make, end and show no session`, async (context) => {
  context.diagnostic(`HOSTILE_SEED=${String(seed)}`)
  const before = await sessionsNow()
  const fooId = await idOf(app.prisma, 'foo')
  const sids = Object.values(people).map(sidOf)
  const statuses = new Map<number, number>()
  const property = fc.asyncProperty(
    fc.array(anyRequest, { minLength: perRun, maxLength: perRun }),
    async (requests) => {
      app.errors.length = 0
      const answers = await Promise.all(
        requests.map(async (request) => ({ request, answer: await sendHostile(request) })),
      )
      for (const { request, answer } of answers) {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        promise.check(
          answer.status < 500 || isOfAdminJS(answer.text),
          `${String(answer.status)} for ${told(request)}: ${answer.text.slice(0, 300)}`,
        )
        promise.check(!answer.hasCookie, `a cookie for ${told(request)}`)
        promise.check(!sids.some((sid) => answer.text.includes(sid)), `a session id for ${told(request)}`)
      }
      promise.equal(await sessionsNow(), before, 'the sessions that there are')
    },
  )
  await fc.assert(property, { seed, numRuns: Math.ceil(requestCount / perRun), endOnFailure: true })
  const who = await Promise.all(Object.values(people).map(isLoggedIn))
  promise.equal(who, [true, true, true], 'who is in')
  promise.equal(await idOf(app.prisma, 'foo'), fooId, 'the users')
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${String(status)}: ${String(count)}`)
  context.diagnostic(counts.join(', '))
})

/**
 * AdminJS's actions "new" and "edit" give Prisma what a form holds, and have no answer if a value is missing or of the wrong
 * type. What a record has to be is for the app to check.
 */
const isOfAdminJS = (text: string) =>
  /PrismaClientValidationError: .*Invalid `\S+\.(create|update)\(\)` invocation/.test(text)

const told = ({ method, path, headers, sender, body }: Hostile) =>
  JSON.stringify({ method, path, headers, sender, body: body?.toString().slice(0, 300) })

async function sessionsNow(): Promise<string[][]> {
  const [sessions, links] = await Promise.all([app.prisma.session.findMany(), app.prisma.userSession.findMany()])
  return [sessions, links].map((rows) => rows.map(({ sid }) => sid).sort())
}

function sendHostile({ method, path, headers, sender, body }: Hostile) {
  const { hostname, port } = new URL(app.origin)
  const cookie = 'live' in sender ? people[sender.live].cookieHeader : sender.cookie
  const all = { ...headers, ...(cookie === undefined ? {} : { cookie }) }
  return new Promise<{ status: number; text: string; hasCookie: boolean }>((resolve) => {
    // No answer is a violation, as a fault is.
    const fail = (error: unknown) => {
      resolve({ status: 999, text: inspect(error), hasCookie: false })
    }
    try {
      const sent = httpRequest({ hostname, port, method, path, headers: all, agent }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('error', fail)
        answer.once('end', () => {
          const hasCookie = answer.headers['set-cookie'] !== undefined
          resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString(), hasCookie })
        })
      })
      sent.once('error', fail)
      sent.end(body)
    } catch (error) {
      fail(error)
    }
  })
}
