// Reads a body of JSON or of a form before AdminJS does: its own parser answers a malformed one with 500, and goes on with
// the request as if nothing were wrong. What it is good at, uploads, it gets as they are. What a parser of the app has read,
// such as that of NestJS or express.json(), is handed to AdminJS, whose own parser would wait for it without end.
import type { Request } from 'express'
import { parse } from 'node:querystring'
import { SingleSessionError } from '../../errors.js'
import { badRequest } from './bad-request.js'
import { bodyReadBefore } from './blame-client.js'

/** The largest body that is read here, in bytes: what AdminJS's parser takes for the fields of a form. */
const largestBody = 20 * 1024 * 1024

type Fields = Readonly<Record<string, unknown>>

/** What AdminJS's parser, express-formidable, writes into a request. */
interface Formidable {
  fields?: Fields
  files?: object
  express_formidable?: { parsed: boolean }
}

/**
 * Hands AdminJS the fields of a body that a parser of the app has read already; not an upload, whose files would be lost. Of no
 * body there are none: AdminJS's parser would begin all the same, and wait for the end of nothing.
 */
export function adoptBody(req: Request): void {
  if (!hasBody(req) && !bodyReadBefore(req)) markAsRead(req, {})
  const body: unknown = req.body
  if (!wasRead(req) || typeof body !== 'object' || body === null || Buffer.isBuffer(body) || isMultipart(req)) return
  markAsRead(req, { ...body })
}

/**
 * Reads the fields of the body, and hands them to `check` and to AdminJS. Leaves alone what is for AdminJS's parser.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST for what nobody could read, ERR_SINGLE_SESSION_MIDDLEWARE_ORDER for what somebody
 * has read who left no fields.
 */
export async function readBody(req: Request, check: (fields: Fields) => void): Promise<void> {
  // It is there once somebody has read the body.
  if (bodyReadBefore(req)?.parsed === true) check((req as Formidable).fields ?? {})
  else if (wasRead(req)) throw readElsewhere(req)
  else {
    const read = parserFor(req.headers['content-type'])
    if (!read) return
    const own = read(await readAll(req))
    check(own)
    markAsRead(req, own)
  }
}

/** Tells AdminJS's parser that these are the fields. */
export function markAsRead(req: Request, fields: Fields): void {
  Object.assign(req, { fields, files: {}, express_formidable: { parsed: true } } satisfies Formidable)
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Whether somebody has taken the body, or a part of it, off the wire: there it is no more. */
const wasRead = (req: Request): boolean => req.readableDidRead && hasBody(req) && bodyReadBefore(req)?.parsed !== true

const isMultipart = ({ headers }: Request): boolean => /multipart/i.test(headers['content-type'] ?? '')

/** How to read a body of this type: what AdminJS's parser looks for in it. Nothing, if that one has to. */
function parserFor(type = ''): ((body: Buffer) => Fields) | undefined {
  if (/octet-stream/i.test(type)) return undefined
  if (/urlencoded/i.test(type)) return (body) => parse(body.toString(), '&', '=', { maxKeys: 0 })
  if (/multipart/i.test(type)) {
    if (/boundary=("[^"]+"|[^;"])/i.test(type)) return undefined
    throw badRequest(400, 'The content type multipart needs a boundary.')
  }
  if (/json/i.test(type)) return parseJson
  throw badRequest(415, 'Send a form: application/x-www-form-urlencoded, multipart/form-data or application/json.')
}

/** A list becomes fields with numbers for names, and a value without fields none, as by AdminJS's parser. */
function parseJson(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString())
    // Object() makes one of whatever it is.
    return Object.fromEntries(Object.entries(Object(value) as object))
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw badRequest(400, 'The body is malformed.')
  }
}

async function readAll(req: Request): Promise<Buffer> {
  if (Number(req.headers['content-length'] ?? 0) > largestBody) throw tooLarge()
  const chunks: Buffer[] = []
  let length = 0
  return new Promise((resolve, reject) => {
    req.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > largestBody) {
        chunks.length = 0
        reject(tooLarge())
      } else chunks.push(chunk)
    })
    // Of one who hangs up there is nothing to hear any more, and nobody to answer.
    req.on('error', () => undefined)
    req.on('end', () => {
      resolve(Buffer.concat(chunks))
    })
  })
}

/** The rest of the body is not waited for. */
const tooLarge = () => badRequest(413, `The body is longer than ${String(largestBody)} bytes.`, { Connection: 'close' })

function readElsewhere(req: Request): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_MIDDLEWARE_ORDER',
    `Something read the body of ${req.method} ${req.baseUrl}${req.path} (${req.headers['content-type'] ?? 'no type'}) before ` +
      'the panel, and left in req.body no fields for it. Mount singleSession.middleware(admin) and the AdminJS router ' +
      'before the parsers of your app.',
  )
}
