// Reads a body of JSON or of a form before AdminJS does: its own parser answers a malformed one with 500, and goes on with
// the request as if nothing were wrong. What it is good at, uploads, it gets as they are; and it steps aside where a body has
// been read.
import type { Request } from 'express'
import { parse } from 'node:querystring'
import { badRequest } from './bad-request.js'

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
 * Reads the fields of the body, and hands them to `check` and to AdminJS. Leaves alone what somebody read before, and what
 * is for AdminJS's parser.
 *
 * @throws ERR_SINGLE_SESSION_BAD_REQUEST for what nobody could read.
 */
export async function readBody(req: Request, check: (fields: Fields) => void): Promise<void> {
  // Each of them is optional.
  const { fields, express_formidable: formidable } = req as Formidable
  if (formidable?.parsed === true) check(fields ?? {})
  else if (hasBody(req) && req.body === undefined && !req.readableEnded) {
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
