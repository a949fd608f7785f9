// Finds the texts that the source uses, as "section.key".
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { sessionEvents } from '../../src/rule/session-repository.js'

const src = fileURLToPath(new URL('../../src', import.meta.url))

/** What AdminJS has a title for itself. */
const actionsOfAdmin = ['list', 'show', 'search', 'new', 'edit', 'delete', 'bulkDelete']

/** Every key that a component or a notice names, and what AdminJS makes a title of: actions, pages, columns. */
export async function usedTexts(): Promise<Set<string>> {
  const used = new Set(sessionEvents.map((event) => `events.${event}`))
  const files = (await readdir(src, { recursive: true })).filter(
    (file) => /\.tsx?$/.test(file) && !/^(adminjs\/translations|demo)\//.test(file),
  )
  for (const file of files) {
    const text = await readFile(join(src, file), 'utf8')
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true), used)
  }
  return used
}

function visit(node: ts.Node, used: Set<string>): void {
  if (ts.isStringLiteralLike(node) && /^singleSession[A-Z]/.test(node.text)) used.add(`${sectionOf(node)}.${node.text}`)
  if (ts.isPropertyAssignment(node) && /^logout\w*OnAllSessions$/.test(node.name.getText()))
    used.add(`actions.${node.name.getText()}`)
  if (ts.isPropertyAssignment(node) && ['actions', 'pages'].includes(node.name.getText())) {
    for (const name of namesIn(node.initializer)) {
      if (!actionsOfAdmin.includes(name)) used.add(`${node.name.getText()}.${name}`)
    }
  }
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'listProperties' && isOfEvents(node)) {
    for (const [, name = ''] of node.initializer.getText().matchAll(/'(\w+)'/g)) used.add(`sessionEvent.${name}`)
    used.add('labels.SessionEvent')
  }
  ts.forEachChild(node, (child) => {
    visit(child, used)
  })
}

const isOfEvents = (node: ts.Node): boolean => node.getSourceFile().fileName.endsWith('event-feature.ts')

/** The names of the properties of an object that is written out. */
function namesIn(node: ts.Node): string[] {
  if (!ts.isObjectLiteralExpression(node)) return []
  return node.properties.flatMap(({ name }) => (name ? [name.getText()] : []))
}

/** The section that the nearest translateMessage(...), translateLabel(...) around a key looks in; notices are messages. */
function sectionOf(node: ts.Node): string {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    const [, section] = ts.isCallExpression(outer) ? (/translate(\w+)$/.exec(outer.expression.getText()) ?? []) : []
    if (section) return `${section.toLowerCase()}s`
  }
  return 'messages'
}
