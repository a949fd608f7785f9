// Reads the body of a form before AdminJS does. Its own parser answers a malformed one with 500, keeps bodies of any size
// in memory, and files of anybody on the disk; it steps aside where a body has been read.
import type { NextFunction, Request, Response } from 'express'
import { ClientError } from './client-error.js'

/** The largest body, in bytes. */
const largestBody = 1_000_000

type Fields = Record<string, unknown>

/** Reads the fields of a form into `req.fields`, where AdminJS looks for them. */
export function readForm(req: Request, _res: Response, next: NextFunction): void {
  fieldsOf(req).then((fields) => {
    Object.assign(req, { fields, files: {}, express_formidable: { parsed: true } })
    next()
  }, next)
}

async function fieldsOf(req: Request): Promise<Fields> {
  const { 'content-length': length, 'transfer-encoding': chunked, 'content-encoding': encoding } = req.headers
  if (req.method !== 'POST' || (chunked === undefined && Number(length ?? 0) === 0)) return {}
  if (length === undefined) throw new ClientError(411, 'Send the length of the body.')
  if (Number(length) > largestBody) {
    // The rest of the body is not waited for.
    throw new ClientError(413, `The body is longer than ${String(largestBody)} bytes.`, { Connection: 'close' })
  }
  const type = req.is(['urlencoded', 'multipart', 'json'])
  if (!type || (encoding ?? 'identity') !== 'identity') {
    throw new ClientError(
      415,
      'Send a form: application/x-www-form-urlencoded, multipart/form-data or application/json.',
    )
  }
  try {
    const body = await readAll(req)
    return type === 'json' ? parseJson(body) : await parseForm(body, req.get('content-type') ?? '')
  } catch (cause) {
    throw cause instanceof ClientError ? cause : new ClientError(400, 'The body is malformed.')
  }
}

async function readAll(req: Request): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of req) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function parseJson(body: Buffer): Fields {
  const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new ClientError(400, 'The body has to be one JSON object.')
}

async function parseForm(body: Buffer, type: string): Promise<Fields> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const entries = [...form.entries()]
  if (entries.some(([, value]) => typeof value !== 'string'))
    throw new ClientError(400, 'There is no file to send here.')
  return Object.fromEntries(entries)
}
