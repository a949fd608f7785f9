// The fenced code blocks of a Markdown text.

/** A code block: the language beside its fence, and what is in it. */
export interface CodeBlock {
  readonly language: string
  readonly code: string
}

/** Every code block of a text, in order, without the indentation that it has in a list. */
export function codeBlocksIn(markdown: string): CodeBlock[] {
  const blocks = [...markdown.matchAll(/^( *)```(\w*)\n(.*?)^ *```$/gms)]
  return blocks.map(([, indent = '', language = '', code = '']) => ({
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }))
}

/** How many fences a text has, of whatever kind: two for each block that codeBlocksIn() has found, or it has missed one. */
export const countFences = (markdown: string): number => (markdown.match(/^ *(`{3,}|~{3,})/gm) ?? []).length
