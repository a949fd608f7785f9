// Bodies that AdminJS's own parser reads: uploads, and whatever comes to paths below the root that are not AdminJS's. What it
// cannot read is an error without a status, which Express answers with 500 although the client is wrong.
import type { Request, Response } from 'express'

const key = 'express_formidable'

/**
 * Lets such an error be answered with 400: where an error has no status, Express takes that of the response. Nothing changes
 * for routes of the app, which come before that parser, nor once it has read the body.
 */
export function blameClient(req: Request, res: Response): void {
  if (bodyReadBefore(req)) return
  let status: number | undefined
  let json: Buffer[] | undefined
  Object.defineProperty(req, key, {
    configurable: true,
    // The parser looks here first, whether somebody has read the body: now it begins.
    get() {
      status ??= res.statusCode
      res.status(400).set('Connection', 'close')
      json ??= keepJson(req)
      return undefined
    },
    // And here it notes that it has: what comes then is a fault of its own. With JSON that it could not read it goes on as if
    // nothing were wrong, while the error is still on its way.
    set(value: unknown) {
      if (status !== undefined && (!json || isJson(json))) res.status(status).removeHeader('Connection')
      Object.defineProperty(req, key, { configurable: true, enumerable: true, writable: true, value })
    },
  })
}

/** Keeps the JSON that the parser is about to read. A listener put in front of others does not make the stream flow. */
function keepJson(req: Request): Buffer[] | undefined {
  if (!/json/i.test(req.get('content-type') ?? '')) return undefined
  const chunks: Buffer[] = []
  req.prependListener('data', (chunk: Buffer) => chunks.push(chunk))
  return chunks
}

function isJson(chunks: readonly Buffer[]): boolean {
  // Without a body the parser reads nothing.
  if (chunks.length === 0) return true
  try {
    JSON.parse(Buffer.concat(chunks).toString())
    return true
  } catch {
    return false
  }
}

/** What the parser noted of a body that it, or somebody in its place, has read. */
export function bodyReadBefore(req: Request): { readonly parsed: boolean } | undefined {
  // Not by looking, which would tell `blameClient` that the parser begins. It is what the parser writes.
  return Object.getOwnPropertyDescriptor(req, key)?.value as { parsed: boolean } | undefined
}

/** Changes the fields of an upload before AdminJS sees them: its parser writes them into the request when it has read them. */
export function changeFields(req: Request, change: (fields: object) => object): void {
  Object.defineProperty(req, 'fields', {
    configurable: true,
    get: () => undefined,
    set(fields: object) {
      Object.defineProperty(req, 'fields', {
        configurable: true,
        enumerable: true,
        writable: true,
        value: change(fields),
      })
    },
  })
}
