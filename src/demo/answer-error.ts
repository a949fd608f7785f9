// The last handler of the app: answers a request that failed. What the client did wrong is 4xx, what the database or the
// rule could not do keeps its status, and everything else is 500, with the error on stderr and not in the answer.
import type { NextFunction, Request, Response } from 'express'
import { STATUS_CODES } from 'node:http'
import { SingleSessionError } from '../errors.js'
import { isBadInput, isPrismaError, unavailable } from '../prisma/prisma-errors.js'
import { ClientError } from './client-error.js'

/** Prisma's codes for a value that the database cannot take, by the status of the answer. */
const statusOfPrismaCode: Readonly<Record<string, number>> = {
  P2000: 400, // too long
  P2002: 409, // exists already
  P2020: 400, // out of range
  P2025: 404, // gone meanwhile
  P2033: 400, // no number of 64 bits
}

/** Answers with JSON where the panel's own script asks, else with a small page. Express knows it by its four parameters. */
export function answerError(thrown: unknown, req: Request, res: Response, next: NextFunction): void {
  const error = faultOf(thrown)
  const status = statusOf(error)
  if (status >= 500) process.stderr.write(`${describe(error)}\n`)
  if (res.headersSent) {
    // Express ends the connection, so that nobody takes half an answer for a whole one.
    next(error)
    return
  }
  const message = messageOf(error, status)
  res.status(status).set({ ...headersOf(error), 'Cache-Control': 'no-store' })
  if (req.originalUrl.startsWith('/admin/api/') || req.accepts(['html', 'json']) === 'json') {
    res.json({ error: { status, message } })
  } else {
    res
      .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('html')
      .send(page(status, message))
  }
}

/** What the database could not do for AdminJS is the same as what it could not do for the rule. */
function faultOf(error: unknown): unknown {
  return isPrismaError(error) && statusOf(error) === 500 ? unavailable(error) : error
}

function statusOf(error: unknown): number {
  const { status, statusCode, code } = (error ?? {}) as Record<string, unknown>
  if (error instanceof SingleSessionError) return error.status
  if (isBadInput(error)) return 400
  if (typeof code === 'string' && code in statusOfPrismaCode) return statusOfPrismaCode[code] ?? 500
  if (error instanceof URIError) return 400
  const given = Number(status ?? statusCode)
  return Number.isInteger(given) && given >= 400 && given < 500 ? given : 500
}

/** Our own errors have a message for those who sent the request; those of others may tell too much. */
function messageOf(error: unknown, status: number): string {
  const isForClient = error instanceof ClientError || (error instanceof SingleSessionError && status !== 500)
  return isForClient ? error.message : `${STATUS_CODES[status] ?? 'Error'}.`
}

function headersOf(error: unknown): Readonly<Record<string, string>> {
  return error instanceof ClientError || error instanceof SingleSessionError ? error.headers : {}
}

/** The error for the log. The errors of the rule and of Prisma name no session, cookie or password. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause =
    error.cause instanceof Error ? `\n  because of: ${error.cause.message.replaceAll(/\s+/g, ' ').trim()}` : ''
  const code = error instanceof SingleSessionError ? `${error.code}: ${error.message}` : undefined
  return `${code ?? error.stack ?? error.message}${cause}`
}

function page(status: number, message: string): string {
  const title = escape(`${String(status)} ${STATUS_CODES[status] ?? ''}`.trim())
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body { font: 16px/1.5 sans-serif; margin: 4em auto; max-width: 40em; padding: 0 1em }</style>
</head>
<body>
<h1>${title}</h1>
<p>${escape(message)}</p>
<p><a href="/admin">Back to the panel</a></p>
</body>
</html>
`
}

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`)
