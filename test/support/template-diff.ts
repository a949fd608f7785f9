// The diff of several whole files, as `init` shows it for AdminJS's template.

/** The files of the diff in a text, on one side. */
export function diffIn(text: string, side: '-' | '+'): Map<string, string> {
  const parts = text.split(/^--- a\/(.+)\n\+\+\+ b\/.+\n/m).slice(1)
  const files = new Map<string, string>()
  for (let index = 0; index < parts.length; index += 2) {
    const name = parts[index] ?? ''
    const isPart = name.startsWith('src/')
    const lines = (parts[index + 1] ?? '').split('\n').filter((line) => ['', ' ', side].includes(line.charAt(0)))
    if (isPart) files.set(name, lines.map((line) => line.slice(1)).join('\n'))
  }
  return files
}
