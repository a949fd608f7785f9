// Where a command reads and writes. Results go to the standard output; questions, progress and errors go to the standard
// error, so that a result can be piped into a file or another program.
import { createInterface } from 'node:readline/promises'
import { isatty } from 'node:tty'

/** What a command sees of the terminal. */
export interface Terminal {
  /** Whether somebody is there to answer a question. */
  readonly isInteractive: boolean
  /** The folder in which the command was called. */
  readonly cwd: string
  /** Writes a result. */
  write(text: string): void
  /** Writes what is no result. */
  tell(text: string): void
  /** Asks; an answer that never comes is an empty one. Only for a terminal that is interactive. */
  ask(question: string): Promise<string>
  /** Shows how far long work is, in a line that the next one replaces; nothing unless a person looks at it. */
  showProgress(text: string): void
  /** Resolves when everything has been written. */
  flush(): Promise<void>
}

const eraseLine = '\r\u001b[2K'

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  const seesProgress = isatty(stderr.fd)
  let hasProgress = false
  const tell = (text: string): void => {
    stderr.write(hasProgress ? eraseLine + text : text)
    hasProgress = false
  }
  // Whoever reads may stop early, as "head" does. Then nobody wants the rest.
  stdout.on('error', () => process.exit(0))
  return {
    isInteractive: isatty(stdin.fd) && seesProgress,
    cwd: process.cwd(),
    write(text) {
      tell('')
      stdout.write(text)
    },
    tell,
    ask: (question) => {
      tell('')
      return askOnce(question)
    },
    showProgress(text) {
      if (!seesProgress) return
      stderr.write(eraseLine + text)
      hasProgress = true
    },
    async flush() {
      tell('')
      await Promise.all([stdout, stderr].map((stream) => new Promise((resolve) => stream.write('', resolve))))
    },
  }
}

/** Control characters could move the cursor or colour the screen, and some of what is shown comes from strangers. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, '\uFFFD')

async function askOnce(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await new Promise<string>((resolve, reject) => {
      // The end of the input is an answer too: none.
      lines.once('close', () => {
        resolve('')
      })
      lines.question(question).then(resolve, reject)
    })
  } finally {
    lines.close()
  }
}
