// Finds the texts that the source uses, as "section.key".
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { en } from '../../src/adminjs/translations/en.js'

const src = fileURLToPath(new URL('../../src', import.meta.url))

/** Every key that a component or a notice names, and what AdminJS makes a title of: actions, pages, columns. */
export async function usedTexts(): Promise<Set<string>> {
  // The type check ties these sections to the names of the actions, pages and events.
  const { actions, pages, events } = en
  const used = new Set(
    Object.entries({ actions, pages, events }).flatMap(([section, texts]) =>
      Object.keys(texts).map((name) => `${section}.${name}`),
    ),
  )
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
  if (ts.isPropertyAssignment(node) && node.name.getText() === 'listProperties' && isOfEvents(node)) {
    for (const [, name = ''] of node.initializer.getText().matchAll(/'(\w+)'/g)) used.add(`sessionEvent.${name}`)
    used.add('labels.SessionEvent')
  }
  ts.forEachChild(node, (child) => {
    visit(child, used)
  })
}

const isOfEvents = (node: ts.Node): boolean => node.getSourceFile().fileName.endsWith('event-feature.ts')

/** The section that the nearest translateMessage(...), translateLabel(...) around a key looks in; notices are messages. */
function sectionOf(node: ts.Node): string {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    const [, section] = ts.isCallExpression(outer) ? (/translate(\w+)$/.exec(outer.expression.getText()) ?? []) : []
    if (section) return `${section.toLowerCase()}s`
  }
  return 'messages'
}
