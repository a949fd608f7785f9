// The files of a schema, and the blocks in them. This is no parser: it finds where a block begins and ends, so that a line
// can be inserted without touching anything else. Prisma's own parser says what the blocks mean; see data-model.ts.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withoutComments, withoutTexts } from '../../prisma/schema-text.js'
import { CliError } from '../cli-error.js'
import type { SchemaPlace } from './find-schema.js'

/** A file of the schema. */
export interface SchemaFile {
  readonly path: string
  readonly text: string
}

/** A block, such as a model. */
export interface Block {
  readonly file: SchemaFile
  readonly kind: string
  readonly name: string
  /** The line of its head, and that of its closing brace, from 0 on. */
  readonly first: number
  readonly last: number
  /** What is between the braces, line by line, without comments. */
  readonly lines: readonly string[]
}

/** Reads the files of a schema, in the order of their names. */
export function readSchema({ path, isFolder }: SchemaPlace): SchemaFile[] {
  const paths = isFolder
    ? readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.prisma'))
        .sort()
        .map((name) => join(path, name))
    : [path]
  if (paths.length === 0) throw new CliError(`The folder ${path} has no file that ends with .prisma.`)
  return paths.map((file) => ({ path: file, text: textOf(file) }))
}

/** Refuses what is no UTF-8: to write it again would change it. */
function textOf(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(path))
  } catch (error) {
    throw new CliError(`${path} cannot be read as UTF-8. Save it as UTF-8 first.`, undefined, { cause: error })
  }
}

const heads = /^[ \t]*(model|view|type|enum|datasource|generator)[ \t]+(\w+)[ \t]*\{/gm

/** The blocks of a file. Blocks do not contain blocks, so the next brace closes one. */
export function blocksIn(file: SchemaFile): Block[] {
  const shape = withoutTexts(file.text)
  const lines = withoutComments(file.text).split('\n')
  const lineAt = (index: number): number => shape.slice(0, index).split('\n').length - 1
  return [...shape.matchAll(heads)].map(({ 0: head, 1: kind = '', 2: name = '', index }) => {
    const first = lineAt(index + head.length)
    const close = shape.indexOf('}', index + head.length)
    const last = lineAt(close < 0 ? shape.length : close)
    return { file, kind, name, first, last, lines: lines.slice(first + 1, last) }
  })
}
