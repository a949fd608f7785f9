// The house: which rooms `src` has, and which of them, and of other packages, each may import. Imports run one way and in
// no circle, every file lies in a room, and the demo and the apps of the tests use what every app can use.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Room {
  /** The rooms that it may import; it may always import itself. */
  readonly rooms: readonly string[]
  /** The packages that it may import. */
  readonly packages: readonly string[] | 'any'
}

const browser = ['adminjs', '@adminjs/design-system', 'react', 'react-redux', 'react-router']
const server = [
  'node:fs/promises',
  'node:path',
  'node:perf_hooks',
  'node:querystring',
  'node:stream',
  'node:stream/promises',
  'node:timers/promises',
  'node:url',
  'node:util',
  'adminjs',
  '@adminjs/express',
  'express',
]
const featureNames = [
  'account-changes',
  'audit-trail',
  'bundle',
  'ended',
  'log-out',
  'login',
  'malformed-requests',
  'online',
  'open-tabs',
  'password',
  'sessions',
  'way-back',
]
const features = featureNames.map((name) => `adminjs/${name}`)

/** The rooms by their paths in `src`; a file belongs to the longest path that fits. */
const rooms: Readonly<Record<string, Room>> = {
  'errors.ts': { rooms: [], packages: [] },
  // Brings faults into the log of the process, from wherever they arise.
  faults: { rooms: ['errors.ts'], packages: [] },
  rule: { rooms: ['errors.ts', 'faults'], packages: ['node:crypto', 'node:perf_hooks', 'node:timers/promises'] },
  // Of Express the type of a request alone, which a function of the app is given.
  options: { rooms: ['errors.ts', 'faults', 'rule'], packages: ['node:util', 'express'] },
  prisma: {
    rooms: ['errors.ts', 'faults', 'rule', 'options'],
    packages: [
      ...['node:crypto', 'node:events', 'node:perf_hooks', 'node:timers/promises', 'node:util'],
      '@prisma/get-dmmf',
    ],
  },
  express: {
    rooms: ['errors.ts', 'faults', 'rule', 'options'],
    packages: [
      'node:net',
      'node:perf_hooks',
      'node:util',
      'express',
      'express-session',
      '@quixo3/prisma-session-store',
    ],
  },
  // The panel as a whole, and what its features share. A feature is a folder: its server, its browser side and the wire.
  adminjs: {
    rooms: ['errors.ts', 'faults', 'rule', 'options', 'express', 'adminjs/translations', ...features],
    packages: [...server, 'bowser'],
  },
  ...Object.fromEntries(
    features.map((name) => [
      name,
      {
        rooms: [
          'errors.ts',
          'faults',
          'rule',
          'options',
          'express',
          'adminjs',
          'adminjs/ui',
          'adminjs/ended',
          'adminjs/open-tabs',
          'adminjs/password',
          'adminjs/way-back',
          // The error for what nobody should have sent; and the entries of the trail, which "My sessions" shows as well.
          'adminjs/malformed-requests',
          'adminjs/audit-trail',
          // For a page that the server writes itself.
          'adminjs/translations',
        ],
        packages: [...server, ...browser],
      },
    ]),
  ),
  // Who is online: the sessions of a user, as lists show them, of everybody; and it knows itself what is malformed.
  'adminjs/online': {
    rooms: [
      ...['errors.ts', 'rule', 'express', 'adminjs', 'adminjs/ui', 'adminjs/open-tabs', 'adminjs/password'],
      ...['adminjs/malformed-requests', 'adminjs/sessions'],
    ],
    packages: [...server, ...browser, 'node:async_hooks'],
  },
  'adminjs/ui': { rooms: [], packages: browser },
  'adminjs/translations': { rooms: ['rule', 'adminjs', 'adminjs/online', 'adminjs/sessions'], packages: ['adminjs'] },
  'create-single-session.ts': {
    rooms: ['errors.ts', 'rule', 'options', 'prisma', 'express', 'adminjs', 'adminjs/login'],
    packages: [],
  },
  'index.ts': {
    rooms: [
      ...['errors.ts', 'rule', 'options', 'prisma', 'adminjs', 'adminjs/login', 'adminjs/sessions'],
      'create-single-session.ts',
    ],
    packages: [],
  },
  // The command. The operators' part speaks to the package as an app does; init reads the models and writes a schema.
  cli: {
    rooms: ['errors.ts', 'index.ts', 'prisma'],
    packages: [
      ...['node:console', 'node:child_process', 'node:fs', 'node:fs/promises', 'node:module', 'node:os', 'node:path'],
      ...['node:readline/promises', 'node:tty', 'node:url', 'node:util', '@prisma/get-dmmf'],
    ],
  },
  demo: { rooms: ['index.ts'], packages: 'any' },
}

interface Import {
  readonly from: string
  /** Whether it brings types alone, of which nothing is left when the code runs. */
  readonly isOfTypes: boolean
  /** What it imports: a file of this repository, or a package. */
  readonly target: string
  readonly isOwn: boolean
}

async function filesIn(folder: string): Promise<string[]> {
  const names = await readdir(join(root, folder), { recursive: true })
  return names.filter((name) => /\.(ts|tsx|mjs)$/.test(name)).map((name) => `${folder}/${name}`)
}

/** Every import, export from and import(): of types too. */
async function importsOf(file: string): Promise<Import[]> {
  const source = ts.createSourceFile(file, await readFile(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true)
  const found: Import[] = []
  const note = (specifier: ts.Node | undefined, isOfTypes: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return
    const isOwn = specifier.text.startsWith('.')
    const target = isOwn ? normalize(join(dirname(file), specifier.text)) : specifier.text
    found.push({ from: file, isOfTypes, target, isOwn })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      note(node.moduleSpecifier, node.importClause ? isTypesOnly(node.importClause) : false)
    if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, node.isTypeOnly)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      note(node.arguments[0], false)
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, true)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

function isTypesOnly(clause: ts.ImportClause): boolean {
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const named = clause.namedBindings
  return !clause.name && !!named && ts.isNamedImports(named) && named.elements.every(({ isTypeOnly }) => isTypeOnly)
}

/** The file that an import means: `.js` stands for `.ts` or `.tsx`. */
const fileOf = (target: string, files: readonly string[]): string =>
  [target, target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].find((one) => files.includes(one)) ?? target

const roomOf = (file: string): string | undefined =>
  Object.keys(rooms)
    .filter((path) => file === `src/${path}` || file.startsWith(`src/${path}/`))
    .sort((a, b) => b.length - a.length)[0]

/** What is wrong with the imports of a house. */
function wrongImports(imports: readonly Import[], files: readonly string[]): string[] {
  return imports.flatMap(({ from, target, isOwn }) => {
    const name = roomOf(from)
    const room = name === undefined ? undefined : rooms[name]
    if (name === undefined || !room) return [`${from} lies in no room`]
    if (!isOwn) return room.packages === 'any' || room.packages.includes(target) ? [] : [`${from} imports ${target}`]
    const file = fileOf(target, files)
    const other = roomOf(file)
    const mayImport = other !== undefined && (other === name || room.rooms.includes(other))
    return mayImport ? [] : [`${from} imports ${file}`]
  })
}

/** The first circle of files that import each other, or nothing. */
function findCircle(imports: readonly Import[], files: readonly string[]): string[] {
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (file: string): string[] => {
    if (state.get(file) === 'done') return []
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file]
    state.set(file, 'open')
    path.push(file)
    for (const { target } of imports.filter(({ from, isOwn }) => isOwn && from === file)) {
      const circle = visit(fileOf(target, files))
      if (circle.length > 0) return circle
    }
    path.pop()
    state.set(file, 'done')
    return []
  }
  for (const file of files) {
    const circle = visit(file)
    if (circle.length > 0) return circle
  }
  return []
}

/** The casts of a file that no comment explains: beside them, or in the line above. */
async function bareCasts(file: string): Promise<string[]> {
  const text = await readFile(join(root, file), 'utf8')
  const lines = text.split('\n')
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line
  const bare: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && !ts.isConstTypeReference(node.type)) {
      const [first, last] = [lineOf(node.getStart()), lineOf(node.end)]
      const isExplained = lines.slice(Math.max(first - 1, 0), last + 1).some((line) => /\/\/|\*\/|^ *\*/.test(line))
      if (!isExplained) bare.push(`${file}:${String(first + 1)} ${node.getText()}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return bare
}

describe('the house', async () => {
  const files = await filesIn('src')
  const library = files.filter((file) => !file.startsWith('src/demo/'))
  const imports = (await Promise.all(files.map(importsOf))).flat()

  it('has a room for every file', () => {
    assert.deepEqual(
      files.filter((file) => roomOf(file) === undefined),
      [],
    )
  })

  it('has imports that run one way', () => {
    assert.deepEqual(wrongImports(imports, files), [])
  })

  it('has no circle, not of types either', () => {
    assert.deepEqual(findCircle(imports, files), [])
  })

  it('has a reason beside each cast', async () => {
    assert.deepEqual((await Promise.all(library.map(bareCasts))).flat(), [])
  })

  it('sends nothing of the server to the browser', () => {
    const inBrowser = new Set(files.filter((file) => file.endsWith('.tsx') && !file.startsWith('src/demo/')))
    const wrong: string[] = []
    for (const file of inBrowser) {
      for (const { target, isOwn, isOfTypes } of imports.filter(({ from }) => from === file)) {
        if (isOfTypes) continue
        if (isOwn) inBrowser.add(fileOf(target, files))
        else if (!browser.includes(target)) wrong.push(`${file} imports ${target}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  it('is entered by the tests’ apps, the benchmark and the repository’s own programs through its front door', async () => {
    const apps = [...(await filesIn('test/support')), ...(await filesIn('test/bench')), ...(await filesIn('prisma'))]
    const inside = (await Promise.all(apps.map(importsOf))).flat().filter(({ target }) => target.startsWith('src/'))
    const wrong = inside.filter(({ from, target }) => target !== 'src/index.js' && !unitTools.includes(from))
    assert.deepEqual(
      wrong.map(({ from, target }) => `${from} imports ${target}`),
      [],
    )
  })

  it('notices an import the wrong way, a circle and a file in no room', () => {
    const wrong = (from: string, target: string): Import => ({ from, target, isOwn: true, isOfTypes: false })
    const upwards = wrong('src/rule/session-rule.ts', 'src/express/guarded-store.js')
    assert.deepEqual(wrongImports([upwards], files), ['src/rule/session-rule.ts imports src/express/guarded-store.ts'])
    assert.deepEqual(wrongImports([wrong('src/utils.ts', 'src/errors.js')], files), ['src/utils.ts lies in no room'])
    const circle = [wrong('src/a.ts', 'src/b.js'), wrong('src/b.ts', 'src/a.js')]
    assert.deepEqual(findCircle(circle, ['src/a.ts', 'src/b.ts']), ['src/a.ts', 'src/b.ts', 'src/a.ts'])
  })
})

/** What looks inside on purpose: it tests texts, statements and the command, and builds no app. */
const unitTools = [
  'test/support/used-texts.ts',
  'test/support/front-end.ts',
  'test/support/rule.ts',
  'test/support/cli.ts',
  'test/support/login-notice.ts',
  'test/support/load-adminjs-first.mjs',
]
