// Inserts lines into the files of a schema, and changes nothing else.
import { dirname, join } from 'node:path'
import type { Comparison } from './compare.js'
import { linesFor, relationLine } from './our-models.js'
import { blocksIn, type Block, type SchemaFile } from './schema-files.js'
import type { Target } from './target.js'

/** A file with lines to insert. */
export interface Edit {
  readonly file: SchemaFile
  readonly isNew: boolean
  /** The lines by the number, from 0 on, of the line in front of which they go. */
  readonly insertions: ReadonlyMap<number, readonly string[]>
}

/** The edits that make the schema what it has to be. Whole models go behind its text, or in a folder into a file of their own. */
export function editsFor(
  files: readonly SchemaFile[],
  comparison: Comparison,
  target: Target,
  isFolder: boolean,
): Edit[] {
  const { missingModels, missingLines, relation } = comparison
  const insertions = new Map<SchemaFile, Map<number, string[]>>()
  const insert = (file: SchemaFile, line: number, lines: readonly string[]): void => {
    const ofFile = insertions.get(file) ?? new Map<number, string[]>()
    insertions.set(file, ofFile.set(line, [...(ofFile.get(line) ?? []), ...lines]))
  }
  const blocks = files.flatMap(blocksIn).filter(({ kind }) => kind === 'model')
  for (const block of blocks) {
    const own = missingLines.filter(({ model }) => target.names[model] === block.name).map(({ line }) => line)
    const fields = own.filter((line) => !line.startsWith('@@'))
    const attributes = own.filter((line) => line.startsWith('@@'))
    if (block.name === target.user.name && relation !== undefined)
      fields.push(relationLine(relation, target.names.UserSession))
    const { indent } = lookOf(block)
    if (fields.length > 0)
      insert(
        block.file,
        endOfFields(block),
        fields.map((line) => aligned(line, block)),
      )
    if (attributes.length > 0) {
      const gap = block.lines.some((line) => line.trim().startsWith('@@')) ? [] : ['']
      insert(block.file, block.last, [...gap, ...attributes.map((line) => indent + line)])
    }
  }
  if (missingModels.length > 0) {
    const models = missingModels.flatMap((name) => ['', ...linesFor(name, target)])
    const file = isFolder ? ownFile(files, target) : target.datasource.file
    const hasText = file.text.trim() !== ''
    insert(file, endOf(file), hasText ? models : models.slice(1))
  }
  return [...insertions].map(([file, ofFile]) => ({ file, isNew: !files.includes(file), insertions: ofFile }))
}

/** The file of our models in a folder, beside that of the datasource. */
function ownFile(files: readonly SchemaFile[], { datasource }: Target): SchemaFile {
  const path = join(dirname(datasource.file.path), 'single-session.prisma')
  return files.find((file) => file.path === path) ?? { path, text: '' }
}

/** The line behind the last field of a block: in front of the block attributes and the empty lines and comments above them. */
function endOfFields({ lines, first, last }: Block): number {
  const attribute = lines.findIndex((line) => line.trim().startsWith('@@'))
  let end = attribute < 0 ? last - first - 1 : attribute
  while (end > 0 && lines[end - 1]?.trim() === '') end--
  return end === 0 ? last : first + 1 + end
}

/** How a block indents its lines, and at which column its types stand. */
function lookOf({ lines }: Block): { readonly indent: string; readonly nameWidth: number } {
  const field = lines.filter((line) => /^\s*\w+\s+\w/.test(line)).at(-1) ?? ''
  const [, indent = '  ', name = ''] = /^(\s*)(\w+ *)/.exec(field) ?? []
  return { indent: indent || '  ', nameWidth: name.length }
}

/** A line with its name as wide as those above it. */
function aligned(line: string, block: Block): string {
  const { indent, nameWidth } = lookOf(block)
  const [, name = '', rest = ''] = /^(\w+) +(.*)$/.exec(line) ?? []
  return `${indent}${name.padEnd(nameWidth - 1)} ${rest}`
}

/** The number of lines of a file, without the empty one behind the last end of line. */
function endOf({ text }: SchemaFile): number {
  if (text === '') return 0
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
}

/** The file with the lines inserted, with the ends of line that it has. */
export function edited({ file: { path, text }, insertions }: Edit): SchemaFile {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = text === '' ? [] : text.split('\n')
  const isEnded = text === '' || text.endsWith('\n')
  if (text !== '' && isEnded) lines.pop()
  const parts: string[] = []
  for (let index = 0; index <= lines.length; index++) {
    for (const line of insertions.get(index) ?? []) parts.push(line + end)
    const line = lines[index]
    if (line === undefined) continue
    // The last line gets its end if something comes behind it; else it stays without one.
    const isLast = index === lines.length - 1
    parts.push(isLast && !isEnded ? line + (insertions.has(lines.length) ? end : '') : `${line}\n`)
  }
  return { path, text: parts.join('') }
}
