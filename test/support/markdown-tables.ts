// The tables of a Markdown text.

/** A table: its heads, and the cells of each row below. */
export interface MarkdownTable {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Every table of a text, in order. */
export function tablesIn(markdown: string): MarkdownTable[] {
  const blocks = markdown.match(/(?:^ *\|.*\n?)+/gm) ?? []
  return blocks.flatMap((block) => {
    const [head, ruler, ...rows] = block.trim().split('\n').map(cellsOf)
    const isTable = head && ruler?.every((cell) => /^:?-+:?$/.test(cell))
    return isTable ? [{ head, rows }] : []
  })
}

/** What stands in code in a text: `name` of "`name`, or `other`" and so on. */
export const codeIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim())
