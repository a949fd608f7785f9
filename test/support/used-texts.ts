// Finds the texts that the source uses, as "section.key".
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const src = fileURLToPath(new URL('../../src', import.meta.url))

/** Every key that a component or a notice names, and every bulk action: AdminJS makes its title of its name. */
export async function usedTexts(): Promise<Set<string>> {
  const used = new Set<string>()
  const files = (await readdir(src, { recursive: true })).filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith('adminjs/translations/'),
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
  ts.forEachChild(node, (child) => {
    visit(child, used)
  })
}

/** The section that the nearest translateMessage(...), translateLabel(...) around a key looks in; notices are messages. */
function sectionOf(node: ts.Node): string {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    const [, section] = ts.isCallExpression(outer) ? (/translate(\w+)$/.exec(outer.expression.getText()) ?? []) : []
    if (section) return `${section.toLowerCase()}s`
  }
  return 'messages'
}
