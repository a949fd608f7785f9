// The Prisma that the app has installed: its version, and its own judgement of a schema.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { withoutComments } from '../../prisma/schema-text.js'
import type { SchemaPlace } from './find-schema.js'
import type { SchemaFile } from './schema-files.js'

/** Prisma's CLI in the app's folder. */
export interface PrismaCli {
  readonly version: string
  /** The program, for Node. */
  readonly program: string
}

/** Finds it, if it is installed. */
export function findPrisma(cwd: string): PrismaCli | undefined {
  try {
    const path = createRequire(join(cwd, 'package.json')).resolve('prisma/package.json')
    // Prisma's package.json has had these since long; without one of them there is no CLI to run.
    const { version, bin } = JSON.parse(readFileSync(path, 'utf8')) as { version: string; bin: { prisma: string } }
    return { version, program: join(dirname(path), bin.prisma) }
  } catch {
    return undefined
  }
}

/** How long the CLI may take, in milliseconds: it starts in seconds, but not on a machine that is very busy. */
const patienceMs = 300_000

/**
 * Lets Prisma validate the files in a copy of the schema, and returns what it complains of, or undefined. The app's own
 * files stay as they are until the answer is there. Prisma runs in the folder of the copy, so it loads no configuration.
 */
export async function complaintOf(
  { program }: PrismaCli,
  { path, isFolder }: SchemaPlace,
  files: readonly SchemaFile[],
): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'single-session-init-'))
  try {
    for (const file of files) {
      const copy = join(folder, isFolder ? relative(path, file.path) : basename(file.path))
      await mkdir(dirname(copy), { recursive: true })
      await writeFile(copy, file.text)
    }
    const schema = isFolder ? folder : join(folder, basename(path))
    return await runPrisma([program, 'validate', '--schema', schema], folder, addressesIn(files))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The variables that the schema reads and nobody has set. Prisma wants them to be there, and only looks at their form. */
function addressesIn(files: readonly SchemaFile[]): Record<string, string> {
  const code = files.map(({ text }) => withoutComments(text)).join('\n')
  const [, provider = ''] = /^datasource[^{]*\{[^}]*?\bprovider\s*=\s*"([^"]+)"/m.exec(code) ?? []
  const address = provider === 'sqlite' ? 'file:./none.db' : `${provider}://localhost/none`
  const names = [...code.matchAll(/\benv\(\s*"([^"]+)"\s*\)/g)].map(([, name = '']) => name)
  return Object.fromEntries(names.map((name) => [name, process.env[name] ?? address]))
}

/** Resolves with what Prisma wrote if it failed, and with undefined if it did not. */
function runPrisma(args: string[], cwd: string, addresses: Record<string, string>): Promise<string | undefined> {
  const env = {
    ...process.env,
    ...addresses,
    // Nothing is downloaded, and nobody is asked for a newer version: a validation needs neither.
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
    PRISMA_QUERY_ENGINE_LIBRARY: process.env.PRISMA_QUERY_ENGINE_LIBRARY ?? process.execPath,
    NO_COLOR: '1',
  }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], timeout: patienceMs })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    child.once('error', reject)
    child.once('close', (code) => {
      resolve(code === 0 ? undefined : said.trim() || 'Prisma did not finish the validation.')
    })
  })
}
