// Which test files run on every database, and which on SQLite alone. That follows from the files themselves: one that makes
// a database, by createDatabase() or through what it imports from here, runs on all of them, unless it calls
// runsOnSqliteAlone() with a reason.
import { dirname, join } from 'node:path/posix'
import ts from 'typescript'
import { parse } from './declarations.js'

/** Reads a file by its path in the repository; undefined if there is none. */
export type ReadFile = (path: string) => string | undefined

const databaseFile = 'test/support/database.ts'
const exemption = 'runsOnSqliteAlone'

/** What makes a database, in that file. */
const creators: ReadonlySet<string> = new Set(['createDatabase', 'createEmptyDatabase'])

/** A reason of one word explains nothing. */
const shortestReason = 20

/**
 * Returns those of the test files that run on every database.
 *
 * @throws an error that names the file if one calls runsOnSqliteAlone() in a way that cannot be read, or for nothing.
 */
export function filesForEveryDatabase(paths: readonly string[], read: ReadFile): string[] {
  const known = new Map<string, readonly Import[]>()
  const importsOf = (path: string): readonly Import[] => {
    const found = known.get(path) ?? findImports(path, read(path) ?? '')
    known.set(path, found)
    return found
  }

  /** Whether a module makes a database, or may do so through what it imports. */
  const makesDatabase = (path: string, seen = new Set<string>()): boolean => {
    if (path === databaseFile) return true
    if (seen.has(path)) return false
    seen.add(path)
    return importsOf(path).some(({ target, mayCreate }) => mayCreate && makesDatabase(target, seen))
  }

  return paths.filter((path) => {
    const isExempt = readExemption(path, read(path) ?? '')
    const isForAll = path.startsWith('test/guarantees/') || makesDatabase(path)
    if (!isExempt) return isForAll
    if (path.startsWith('test/guarantees/')) throw new Error(`${path}: a promise holds on every database`)
    if (!isForAll) throw new Error(`${path}: it makes no database, so it needs no ${exemption}()`)
    return false
  })
}

interface Import {
  readonly target: string
  /** Whether it can bring what makes a database in: a type cannot, nor can another name from the file that has it. */
  readonly mayCreate: boolean
}

/** The imports, exports from and import()s of a module of the tests, from others of the tests. */
function findImports(path: string, text: string): Import[] {
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined, names: readonly string[] | undefined): void => {
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return
    const target = join(dirname(path), specifier.text).replace(/\.js$/, '.ts')
    const isNamed =
      names === undefined || (target === databaseFile ? names.some((name) => creators.has(name)) : names.length > 0)
    if (target.startsWith('test/')) found.push({ target, mayCreate: isNamed })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, namesIn(node.importClause))
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly ? [] : undefined)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], undefined)
    ts.forEachChild(node, visit)
  }
  visit(parse(path, text))
  return found
}

/** The names of the values that an import takes; undefined if it takes all there are, or runs the module for its effects. */
function namesIn(clause: ts.ImportClause | undefined): string[] | undefined {
  if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return []
  if (!clause?.namedBindings || clause.name || !ts.isNamedImports(clause.namedBindings)) return undefined
  return clause.namedBindings.elements
    .filter(({ isTypeOnly }) => !isTypeOnly)
    .map(({ name, propertyName }) => (propertyName ?? name).text)
}

/** Whether a test file says that it runs on SQLite alone. Whatever looks like that and is not, stops the run. */
function readExemption(path: string, text: string): boolean {
  const source = parse(path, text)
  let mentions = 0
  const count = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && /sqlite_?(alone|only)|onlysqlite/i.test(node.text)) mentions += 1
    ts.forEachChild(node, count)
  }
  count(source)
  if (mentions === 0) return false
  const isImported = source.statements.some(
    (statement) => ts.isImportDeclaration(statement) && namesIn(statement.importClause)?.includes(exemption),
  )
  const calls = source.statements.filter((statement) => (reasonOf(statement)?.length ?? 0) >= shortestReason)
  // Once in the import, once in the call.
  if (isImported && calls.length === 1 && mentions === 2) return true
  throw new Error(
    `${path}: it cannot be read on which databases this file runs. Import ${exemption} and write, once and outside of ` +
      `everything else: ${exemption}('the reason, of at least ${String(shortestReason)} characters')`,
  )
}

/** The reason in a statement that is nothing but runsOnSqliteAlone('reason'). */
function reasonOf(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) return undefined
  const { expression, arguments: given } = statement.expression
  const [reason] = given
  const isOurs = ts.isIdentifier(expression) && expression.text === exemption
  return isOurs && given.length === 1 && reason && ts.isStringLiteralLike(reason) ? reason.text.trim() : undefined
}
