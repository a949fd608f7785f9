// Shows edits as a unified diff, which people can read and "git apply" takes. Lines are only ever inserted.
import type { Edit } from './edit.js'

/** How many lines stand around a change. */
const context = 3

interface Line {
  readonly sign: ' ' | '-' | '+'
  readonly text: string
}

/** The diff of a file, under the path that the user knows. */
export function unifiedDiff({ file, isNew, insertions }: Edit, path: string): string {
  const lines = linesOf(file.text, insertions)
  const head = [`--- ${isNew ? '/dev/null' : `a/${path}`}`, `+++ b/${path}`]
  return [...head, ...hunksOf(lines).map((hunk) => show(lines, hunk))].join('\n') + '\n'
}

/** All lines of the file, and those that are inserted. */
function linesOf(text: string, insertions: Edit['insertions']): Line[] {
  const old = text === '' ? [] : text.split('\n')
  const isEnded = text === '' || text.endsWith('\n')
  if (text !== '' && isEnded) old.pop()
  const end = text.includes('\r\n') ? '\r' : ''
  const result: Line[] = []
  for (let index = 0; index <= old.length; index++) {
    for (const line of insertions.get(index) ?? []) result.push({ sign: '+', text: line + end })
    const line = old[index]
    if (line === undefined) continue
    const isUnended = index === old.length - 1 && !isEnded
    const note = '\n\\ No newline at end of file'
    if (!isUnended) result.push({ sign: ' ', text: line })
    else if (!insertions.has(old.length)) result.push({ sign: ' ', text: line + note })
    else result.push({ sign: '-', text: line + note }, { sign: '+', text: line + end })
  }
  return result
}

type Hunk = readonly [from: number, to: number]

/** The parts of the file to show: each change with what is around it; parts that touch are one. */
function hunksOf(lines: readonly Line[]): Hunk[] {
  const hunks: Hunk[] = []
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') continue
    const [from, to] = [Math.max(index - context, 0), Math.min(index + context + 1, lines.length)]
    const before = hunks.at(-1)
    if (before && from <= before[1]) hunks[hunks.length - 1] = [before[0], to]
    else hunks.push([from, to])
  }
  return hunks
}

function show(lines: readonly Line[], [from, to]: Hunk): string {
  const count = (part: readonly Line[], sign: '-' | '+') =>
    part.filter((line) => line.sign === ' ' || line.sign === sign).length
  const [before, shown] = [lines.slice(0, from), lines.slice(from, to)]
  const range = (sign: '-' | '+') => {
    const length = count(shown, sign)
    // As diff has it: a part without lines stands behind the line with its number.
    return `${sign}${String(count(before, sign) + (length > 0 ? 1 : 0))},${String(length)}`
  }
  return [`@@ ${range('-')} ${range('+')} @@`, ...shown.map(({ sign, text }) => sign + text)].join('\n')
}
