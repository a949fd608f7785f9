// The export of the audit trail: a file that is written while it is read, some events at a time, so that its length does not
// matter to the memory of the process.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ActionHandler, ActionResponse } from 'adminjs'
import type { Response } from 'express'
import type { Parts } from '../parts.js'
import { badRequest } from '../malformed-requests/bad-request.js'
import { csvLine } from './csv.js'
import { factsOf, shownIn, type EventFacts } from './event-facts.js'
import { trailQueryOf } from './trail-query.js'
import { exportFormats } from './wire.js'

/** How a file of each form is written. */
const forms = {
  csv: {
    type: 'text/csv; charset=utf-8',
    // The mark says to spreadsheets that it is UTF-8.
    start: `\uFEFF${csvLine(Object.keys(exported(undefined)))}`,
    write: (values: object) => csvLine(Object.values(values)),
    end: '',
  },
  json: { type: 'application/json; charset=utf-8', start: '[', write: jsonLine, end: '\n]\n' },
} as const satisfies Record<(typeof exportFormats)[number], object>

/** Builds the handler of the action. It answers a GET by itself; AdminJS has nothing to add. */
export function exportEvents(parts: Parts): ActionHandler<ActionResponse> {
  return async (request, response: Response, context) => {
    if (request.method !== 'get') throw badRequest(405, 'An export can only be read.', { Allow: 'GET' })
    const { format: wanted = 'csv' } = (request.query ?? {}) as { format?: unknown } // Whatever the URL says.
    const format = exportFormats.find((name) => name === wanted)
    if (!format) throw badRequest(400, `format cannot be ${JSON.stringify(wanted)}.`)
    const { filter } = trailQueryOf(request, parts.rule.users, shownIn(context))
    const pages = parts.rule.trail.all(filter)
    // Before the answer begins: if the database fails, that is said.
    const first = await pages.next()

    async function* written(): AsyncGenerator<string> {
      const { start, write, end } = forms[format ?? 'csv']
      yield start
      let count = 0
      for (let page = first; page.done !== true; page = await pages.next()) {
        const facts = await factsOf(parts, context, page.value)
        yield facts.map((one) => write(exported(one), count++)).join('')
      }
      yield end
    }

    const day = parts.rule.lifetime.now().toISOString().slice(0, 10)
    response.set({
      'Content-Type': forms[format].type,
      'Content-Disposition': `attachment; filename="session-events-${day}.${format}"`,
      'X-Content-Type-Options': 'nosniff',
    })
    await send(written(), response)
    // Nothing for AdminJS to send; its type wants something.
    return undefined as unknown as ActionResponse
  }
}

async function send(text: AsyncGenerator<string>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(text, { objectMode: false }), response)
  } catch (error) {
    // Whoever reads it may stop to.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

/** What the file says of an event, by the names of its columns; the names alone without one. */
function exported(facts: EventFacts | undefined): Readonly<Record<string, unknown>> {
  const { row, user, by, session } = facts ?? {}
  return {
    time: row?.createdAt.toISOString(),
    event: row?.event,
    accountDeleted: facts?.isDeletion,
    userId: user && String(user.id),
    user: user?.title,
    endedById: by && String(by.id),
    endedBy: by?.title,
    ipAddress: facts?.ipAddress,
    device: facts?.device,
    sessionIpAddress: session?.ipAddress,
    sessionDevice: session?.device,
    sessionSince: session?.since.toISOString(),
  }
}

function jsonLine(values: object, index: number): string {
  const known = Object.entries(values).map(([name, value]: [string, unknown]) => [name, value ?? null])
  return `${index === 0 ? '' : ','}\n${JSON.stringify(Object.fromEntries(known))}`
}
