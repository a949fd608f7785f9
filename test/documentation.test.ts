// The documents say of the code what is so: each option, each default, each code of an error or a warning, and a comment at
// every exported name.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { resolveOptions } from '../src/options/options.js'
import {
  exportsOf,
  membersOf,
  parse,
  parseSources,
  propertiesOf,
  warningCodesIn,
  type Property,
} from './support/declarations.js'
import { codeIn, tablesIn } from './support/markdown-tables.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = parseSources()
const library = new Map([...sources].filter(([path]) => !path.startsWith('src/demo/')))

/** The documents for people who use the package or work on it. */
const documents = ['README.md', 'src/README.md', 'prisma/README.md', 'test/README.md']
const textOf = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '')

/** The first number in a text if it begins with one, as code writes it. */
function numberAt(text: string | undefined): number | undefined {
  const [, digits] = /^`?(\d[\d_]*)/.exec(text ?? '') ?? []
  return digits === undefined ? undefined : Number(digits.replaceAll('_', ''))
}

/** What is in one list and not in the other. */
const without = (list: readonly string[], other: readonly string[]) => list.filter((one) => !other.includes(one))

/** The rows of the options, under each name that is in the first cell. */
function optionRowsOf(readme: string): Map<string, { default: string }> {
  const table = tablesIn(readme).find(({ head }) => head[0] === 'option')
  const rows = table?.rows ?? []
  return new Map(
    rows.flatMap(([names = '', text = '']) => codeIn(names).map((name) => [name, { default: text }] as const)),
  )
}

/** What the table of the options gets wrong. */
function wrongOptions(readme: string, options: readonly Property[], cookie: readonly Property[]): string[] {
  const rows = optionRowsOf(readme)
  const names = options.map(({ name }) => name)
  const known = [...names, ...cookie.map(({ name }) => `cookie.${name}`)]
  const defaults = options.flatMap(({ name, defaultText }) => {
    const [said, meant] = [numberAt(rows.get(name)?.default), numberAt(defaultText)]
    return rows.has(name) && said !== meant ? [`${name}: default ${String(said)} for ${String(meant)}`] : []
  })
  return [
    ...without(names, [...rows.keys()]).map((name) => `${name}: no row`),
    ...without([...rows.keys()], known).map((name) => `${name}: no option`),
    ...defaults,
  ]
}

describe('the options', () => {
  const options = propertiesOf('SingleSessionOptions', library)
  const cookie = propertiesOf('CookieOptions', library)

  it('are those of the README, with the same defaults', () => {
    assert.deepEqual(wrongOptions(textOf('README.md'), options, cookie), [])
  })

  it('have the defaults that their comments say', () => {
    // Nothing asks this client anything.
    const configuration = resolveOptions({ prisma: {} as never, secret: 'a secret of thirty-two characters' })
    const actual = new Map(Object.entries(configuration))
    const numbers = options.filter(({ name }) => typeof actual.get(name) === 'number')
    assert.ok(numbers.length >= 6)
    for (const { name, defaultText } of numbers) assert.equal(numberAt(defaultText), actual.get(name), name)
  })

  it('would be missed', () => {
    const one: Property = { name: 'limitMs', defaultText: '60_000, a minute' }
    const table = (row: string) => `| option | default | meaning |\n| --- | --- | --- |\n${row}\n`
    const wrong = (row: string) => wrongOptions(table(row), [one], [{ name: 'path', defaultText: "'/'" }])
    assert.deepEqual(wrong('| `limitMs` | `60_000` (a minute) | how long |'), [])
    assert.deepEqual(wrong('| `limitMs`, `cookie.path` | `60_000` | how long |'), [])
    assert.deepEqual(wrong('| `limitMs` | `6_000` | how long |'), ['limitMs: default 6000 for 60000'])
    assert.deepEqual(wrong('| `limitMs` | a minute | how long |'), ['limitMs: default undefined for 60000'])
    assert.deepEqual(wrong('| `limit` | `60_000` | how long |'), ['limitMs: no row', 'limit: no option'])
  })
})

/** The codes at the head of a row of a table, in a document. */
const codesIn = (markdown: string): string[] =>
  tablesIn(markdown)
    .flatMap(({ rows }) => rows.flatMap(([first = '']) => codeIn(first)))
    .filter((code) => /^(ERR_)?SINGLE_SESSION_[A-Z_]+$/.test(code))

describe('the codes', () => {
  const documented = documents.flatMap((path) => codesIn(textOf(path)))
  const errors = membersOf('SingleSessionErrorCode', library)
  const warnings = [...new Set([...library.values()].flatMap(warningCodesIn))]

  it('of errors each have a row in a table', () => {
    assert.deepEqual(without(errors, documented), [], 'errors without a row')
  })

  it('of warnings each have a row in a table', () => {
    assert.ok(warnings.length > 0)
    assert.deepEqual(without(warnings, documented), [], 'warnings without a row')
  })

  it('in a table are codes', () => {
    assert.deepEqual(without(documented, [...errors, ...warnings]), [], 'rows without a code')
  })

  it('are found where they stand', () => {
    const table =
      '| code | cure |\n|---|:--|\n| `SINGLE_SESSION_TOUCH` | none |\n| `ERR_SINGLE_SESSION_ENDED` (409) | x |\n'
    assert.deepEqual(codesIn(`\`SINGLE_SESSION_CLEANUP\` is none.\n\n${table}`), [
      'SINGLE_SESSION_TOUCH',
      'ERR_SINGLE_SESSION_ENDED',
    ])
    const emits = "process.emitWarning('x', { code: 'SINGLE_SESSION_X' })\nprocess.emitWarning('x', options)"
    assert.deepEqual(warningCodesIn(parse('src/x.ts', emits)), [
      'SINGLE_SESSION_X',
      "no code that can be read: process.emitWarning('x', options)",
    ])
  })
})

describe('an exported name', () => {
  it('has a comment that says what it is', () => {
    const missing = [...library].flatMap(([path, source]) =>
      exportsOf(source)
        .filter(({ isDocumented }) => !isDocumented)
        .map(({ name }) => `${path}: ${name}`),
    )
    assert.deepEqual(missing, [])
  })

  it('of the package is declared in a file that is looked at', () => {
    const index = library.get('src/index.ts')
    assert.ok(index)
    const declared = new Set([...library.values()].flatMap(exportsOf).map(({ name }) => name))
    const names = index.statements.filter(ts.isExportDeclaration).flatMap(({ exportClause }) => {
      assert.ok(exportClause && ts.isNamedExports(exportClause), 'names, one by one')
      return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
    })
    assert.ok(names.length > 0)
    assert.deepEqual(without(names, [...declared]), [])
  })

  it('without one is found, whatever it is', () => {
    const found = (text: string) =>
      exportsOf(parse('src/x.tsx', text)).map(({ name, isDocumented }) => [name, isDocumented])
    assert.deepEqual(found('export function a() {}\nexport class B {}\nexport interface C {}\nexport type D = 1'), [
      ['a', false],
      ['B', false],
      ['C', false],
      ['D', false],
    ])
    assert.deepEqual(found('// No TSDoc.\nexport const a = 1, b = 2\nconst c = 3\nconst d = 4\nexport { c }'), [
      ['a', false],
      ['b', false],
      ['c', false],
    ])
    assert.deepEqual(
      found('/** A page. */\nconst Page = () => <p />\nexport default Page\n/** E. */\nexport enum E {}'),
      [
        ['Page', true],
        ['E', true],
      ],
    )
    assert.deepEqual(found('export default function () {}\nfunction hidden() {}'), [['default', false]])
  })
})
