// What the files of `src` declare, as TypeScript parses them: for tests that compare code with documents.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every file of TypeScript in `src`, parsed, by its path in the repository. */
export function parseSources(): ReadonlyMap<string, ts.SourceFile> {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  const paths = names.filter((name) => /\.tsx?$/.test(name)).map((name) => `src/${name}`)
  return new Map(paths.sort().map((path) => [path, parse(path, readFileSync(join(root, path), 'utf8'))]))
}

/** Parses the text of a file. */
export const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : undefined)

/** Something that a file exports under a name of its own; what it merely passes on is declared elsewhere. */
export interface Exported {
  readonly name: string
  readonly isDocumented: boolean
}

/** The exported functions, classes, interfaces, types and constants that a file declares. */
export function exportsOf(source: ts.SourceFile): Exported[] {
  const declared = source.statements.flatMap((statement) => declaredBy(statement))
  const isListed = new Set(source.statements.flatMap(listedBy))
  return declared.filter(({ name, isExported }) => isExported || isListed.has(name))
}

function declaredBy(statement: ts.Statement): (Exported & { isExported: boolean })[] {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  const isExported = modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  const isDocumented = ts.getJSDocCommentsAndTags(statement).length > 0
  const named = (name: string) => ({ name, isExported, isDocumented })
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => named(name.getText()))
  }
  const isDeclaration =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)
  return isDeclaration ? [named(statement.name?.text ?? 'default')] : []
}

/** The names in `export { name }` and `export default name`. */
function listedBy(statement: ts.Statement): string[] {
  if (ts.isExportAssignment(statement)) return [statement.expression.getText()]
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier || !statement.exportClause) return []
  if (!ts.isNamedExports(statement.exportClause)) return []
  return statement.exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
}

/** A property of an interface, and what its TSDoc says is the default. */
export interface Property {
  readonly name: string
  readonly defaultText: string | undefined
}

/** The properties of an interface and of those that it extends, by its name in any of the files. */
export function propertiesOf(name: string, sources: ReadonlyMap<string, ts.SourceFile>): Property[] {
  const found = [...sources.values()].flatMap(({ statements }) =>
    statements.filter(
      (one): one is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(one) && one.name.text === name,
    ),
  )
  const [declaration] = found
  if (!declaration || found.length > 1) throw new Error(`src has ${String(found.length)} interfaces ${name}`)
  const bases = (declaration.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression))
  const inherited = bases.flatMap((base) => propertiesOf(base.getText(), sources))
  const own = declaration.members.filter(ts.isPropertySignature).map((member) => {
    const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default')
    return { name: member.name.getText(), defaultText: ts.getTextOfJSDocComment(tag?.comment) }
  })
  return [...own, ...inherited]
}

/** The texts in a union of texts, by the name of its type. */
export function membersOf(name: string, sources: ReadonlyMap<string, ts.SourceFile>): string[] {
  const aliases = [...sources.values()].flatMap(({ statements }) => statements.filter(ts.isTypeAliasDeclaration))
  const type = aliases.find((alias) => alias.name.text === name)?.type
  if (!type || !ts.isUnionTypeNode(type)) throw new Error(`src has no union ${name}`)
  return type.types.map((member) => {
    if (ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal)) return member.literal.text
    throw new Error(`${name} has a member that is no text: ${member.getText()}`)
  })
}

/** The codes of the process warnings that a file emits; for one whose code cannot be read, where that is. */
export function warningCodesIn(source: ts.SourceFile): string[] {
  const codes: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'process.emitWarning') codes.push(codeOf(node))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return codes
}

function codeOf(call: ts.CallExpression): string {
  const [, details] = call.arguments
  const properties = details && ts.isObjectLiteralExpression(details) ? [...details.properties] : []
  const code = properties.filter(ts.isPropertyAssignment).find(({ name }) => name.getText() === 'code')?.initializer
  return code && ts.isStringLiteral(code) ? code.text : `no code that can be read: ${call.getText()}`
}
