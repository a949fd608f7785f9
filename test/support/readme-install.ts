// What the README tells people to do to install the package: the commands, and the change of their program.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { codeBlocksIn } from './code-blocks.js'

const blocksOf = (path: string) =>
  codeBlocksIn(readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8'))
const blocks = blocksOf('README.md')

/** The commands, one by one: what is installed, what changes the schema, what makes the tables. */
export const installCommands: readonly string[] = (
  blocks.find(({ language, code }) => language === 'sh' && code.startsWith('npm install '))?.code ?? ''
)
  .trim()
  .split(/\n| && /)

/** The program that starts a panel, before and after the change. */
export function readmeProgram(side: 'before' | 'after'): string {
  const found = blocks.filter(({ language }) => language === 'diff')
  if (found.length !== 1) throw new Error(`The README has ${String(found.length)} diffs; it has to have one.`)
  return sideOf(found[0]?.code ?? '', side === 'before' ? '-' : '+')
}

/** One side of a diff: what the program was, or what it becomes. */
export const sideOf = (diff: string, left: '-' | '+'): string =>
  diff
    .split('\n')
    .filter((line) => [' ', left, undefined].includes(line[0]))
    .map((line) => line.slice(1))
    .join('\n')

/** What package.json needs for Prisma 7, as prisma/README.md says. */
export const prisma7Settings = JSON.parse(
  blocksOf('prisma/README.md').find(({ language }) => language === 'json')?.code ?? '',
) as { overrides: Record<string, unknown> }

/** The pnpm-workspace.yaml of an app that pnpm installs, as src/README.md says. */
export const pnpmSettings = blocksOf('src/README.md').find(({ language }) => language === 'yaml')?.code ?? ''
