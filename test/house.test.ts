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
  readonly packages: RegExp
}

const none = /^$/
const browserPackages = /^(adminjs|@adminjs\/design-system|react|react-redux|react-router)$/

/** The rooms by their paths in `src`; a file belongs to the longest path that fits. */
const rooms: Readonly<Record<string, Room>> = {
  'errors.ts': { rooms: [], packages: none },
  rule: { rooms: ['errors.ts'], packages: /^node:(crypto|perf_hooks|timers\/promises)$/ },
  options: { rooms: ['errors.ts', 'rule'], packages: /^node:util$/ },
  prisma: { rooms: ['errors.ts', 'rule', 'options'], packages: /^node:(crypto|timers\/promises)$/ },
  express: {
    rooms: ['errors.ts', 'rule', 'options'],
    packages: /^(node:util|express|express-session|@quixo3\/prisma-session-store)$/,
  },
  adminjs: {
    rooms: [
      ...['errors.ts', 'rule', 'options', 'express'],
      ...['account-changes', 'audit-trail', 'log-out', 'login', 'open-tabs', 'sessions', 'translations'].map(
        (name) => `adminjs/${name}`,
      ),
    ],
    packages: /^(node:(url|util)|adminjs|@adminjs\/express|express|bowser)$/,
  },
  ...features('account-changes', 'audit-trail', 'log-out', 'login', 'open-tabs', 'sessions'),
  'adminjs/ui': { rooms: [], packages: browserPackages },
  'adminjs/translations': { rooms: ['rule'], packages: /^adminjs$/ },
  'create-single-session.ts': {
    rooms: ['errors.ts', 'options', 'rule', 'prisma', 'express', 'adminjs', 'adminjs/login'],
    packages: /^(express|adminjs|@adminjs\/express)$/,
  },
  'index.ts': {
    rooms: ['create-single-session.ts', 'errors.ts', 'options', 'rule', 'adminjs', 'adminjs/login'],
    packages: none,
  },
  demo: { rooms: ['index.ts'], packages: /./ },
}

/** The features of the panel: the server and the browser side of each, and what goes between them. */
function features(...names: string[]): Record<string, Room> {
  const shared = ['errors.ts', 'rule', 'options', 'express', 'adminjs', 'adminjs/ui', 'adminjs/open-tabs']
  const packages = new RegExp(`${browserPackages.source}|^(node:util|@adminjs/express|express)$`)
  return Object.fromEntries(names.map((name) => [`adminjs/${name}`, { rooms: shared, packages }]))
}

interface Import {
  readonly from: string
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
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined
    if (specifier && ts.isStringLiteral(specifier)) found.push(specifier.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found.map((target) => {
    const isOwn = target.startsWith('.')
    return { from: file, target: isOwn ? normalize(join(dirname(file), target)) : target, isOwn }
  })
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
    if (!isOwn) return room.packages.test(target) ? [] : [`${from} imports ${target}`]
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

describe('the house', async () => {
  const files = await filesIn('src')
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
    const wrong = (from: string, target: string): Import => ({ from, target, isOwn: true })
    const upwards = wrong('src/rule/session-rule.ts', 'src/express/guarded-store.js')
    assert.deepEqual(wrongImports([upwards], files), ['src/rule/session-rule.ts imports src/express/guarded-store.ts'])
    assert.deepEqual(wrongImports([wrong('src/utils.ts', 'src/errors.js')], files), ['src/utils.ts lies in no room'])
    const circle = [wrong('src/a.ts', 'src/b.js'), wrong('src/b.ts', 'src/a.js')]
    assert.deepEqual(findCircle(circle, ['src/a.ts', 'src/b.ts']), ['src/a.ts', 'src/b.ts', 'src/a.ts'])
  })
})

/** What looks inside on purpose: it tests texts and statements, and builds no app. */
const unitTools = ['test/support/used-texts.ts', 'test/support/front-end.ts']
