// The audit trail on the server, page after page.
import { ApiClient, useNotice, type RecordJSON } from 'adminjs'
import { useEffect, useRef, useState } from 'react'
import { isEndedError } from '../open-tabs/is-ended-error.js'
import type { TrailMeta } from './wire.js'

/** What was read so far. */
export interface Trail {
  readonly records: readonly RecordJSON[]
  /** How far back it was looked; null at the end of the trail, and before the first answer. */
  readonly next: string | null
  readonly mayExport: boolean
  /** What is under way: everything anew, or the next page. */
  readonly work: 'anew' | 'more' | null
  readonly reload: () => void
  readonly more: () => void
}

/** What the server is asked for, and the name of the parameter by which it goes on. */
interface Query {
  readonly resourceId: string
  readonly params: Readonly<Record<string, string>>
  readonly goOnBy: 'before' | 'after'
}

/** How often it goes on by itself where a page, whose filters fit little, has nothing. */
const mostPages = 10

/** Reads the first page, and again whenever the query changes. */
export function useTrail({ resourceId, params, goOnBy }: Query): Trail {
  const [read, setRead] = useState<Pick<Trail, 'records' | 'next' | 'mayExport'>>({
    ...{ records: [], next: null, mayExport: false },
  })
  const [work, setWork] = useState<Trail['work']>('anew')
  const notify = useNotice()
  /** Counts what was begun: an answer to another query is thrown away. */
  const turn = useRef(0)

  const load = async (begun: 'anew' | 'more'): Promise<void> => {
    const mine = (turn.current += 1)
    setWork(begun)
    let { records, next } = begun === 'more' ? read : { records: [], next: null }
    try {
      for (let pages = 0; pages < mostPages; pages++) {
        const place = next === null ? {} : { [goOnBy]: next }
        const request = { resourceId, actionName: 'list', params: { ...params, ...place } }
        const { data } = await new ApiClient().resourceAction(request)
        if (turn.current !== mine) return
        // AdminJS's client does not know what the list answers.
        const answer = data as unknown as { records: RecordJSON[]; meta?: Partial<TrailMeta>; notice?: object }
        if (data.notice) notify(data.notice)
        records = [...records, ...answer.records]
        next = answer.meta?.next ?? null
        setRead({ records, next, mayExport: answer.meta?.mayExport === true })
        if (answer.records.length > 0 || next === null) break
      }
    } catch (error) {
      if (turn.current !== mine) return
      // If the session has ended, the watch of the tab does the rest.
      if (!isEndedError(error)) notify({ message: 'singleSessionFailed', type: 'error', resourceId })
    }
    setWork(null)
  }

  useEffect(() => void load('anew'), [resourceId, JSON.stringify(params)])

  return {
    ...read,
    work,
    reload: () => void load('anew'),
    more: () => void load('more'),
  }
}
