// Every code block of the README, run as it stands, with the package as it would be installed.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isLoggedIn, logIn, secret, seedUsers } from './support/app.js'
import { BrowserClient } from './support/browser-client.js'
import { createDatabase, type TestDatabase } from './support/database.js'
import { run, type RunningProcess } from './support/process.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone("the README's programs are written for the SQLite file of a newcomer")

const root = fileURLToPath(new URL('..', import.meta.url))
const readme = await readFile(join(root, 'README.md'), 'utf8')
const exec = promisify(execFile)

interface Block {
  language: string
  code: string
}

/** The fenced code blocks, without the indentation that they have in a list. */
const blocks: Block[] = [...readme.matchAll(/^( *)```(\w*)\n(.*?)^ *```$/gms)].map(
  ([, indent = '', language = '', code = '']) => ({
    language,
    code: code.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }),
)
const only = (language: string): string => {
  const found = blocks.filter((block) => block.language === language)
  assert.equal(found.length, 1, `one block of ${language}`)
  return found[0]?.code ?? ''
}

/** One side of the diff: what the program was, or what it becomes. */
const side = (diff: string, left: '-' | '+') =>
  diff
    .split('\n')
    .filter((line) => [' ', left, undefined].includes(line[0]))
    .map((line) => line.slice(1))
    .join('\n')

describe('the README', () => {
  let folder: string
  let database: TestDatabase
  const programs: RunningProcess[] = []

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'single-session-readme-'))
    database = await createDatabase()
    await seedUsers(database.prisma)
    await installPackage(folder)
    await cp(join(root, 'test/support/readme'), folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  })

  after(async () => {
    await Promise.all(programs.map((program) => program.stop('SIGKILL')))
    await database.close()
    await rm(folder, { recursive: true })
  })

  /** Runs a program of the README as `app.ts` of an app; returns a way to browsers in it. */
  async function startProgram(code: string): Promise<() => BrowserClient> {
    await writeFile(join(folder, 'app.ts'), code)
    const env = {
      DATABASE_URL: database.url,
      SESSION_SECRET: secret,
      PORT: '0',
    }
    const program = run(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: folder, env })
    programs.push(program)
    const [, port = ''] = await program.match(/listening on (\d+)/)
    return () => new BrowserClient(`http://127.0.0.1:${port}`)
  }

  it('has no code block that is not run here or by another test', () => {
    assert.deepEqual(
      blocks.map(({ language }) => language),
      ['sh', 'sh', 'prisma', 'diff', 'ts'],
    )
  })

  it('tells commands that exist', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>
    }
    assert.deepEqual(
      blocks.filter(({ language }) => language === 'sh').map(({ code }) => code),
      ['npm ci && npm start\n', 'npm ci && npm test\n'],
    )
    assert.ok(scripts.start && scripts.test)
    assert.match(await readFile(join(root, '.ci/run'), 'utf8'), /^npm ci\nnpm test$/m)
  })

  it('shows the models of the schema', async () => {
    const schema = await readFile(join(root, 'prisma/schema.prisma'), 'utf8')
    const models = only('prisma').split('\n\n\n').join('\n\n').trim()
    for (const model of models.split(/\n(?=model )/)) assert.ok(schema.includes(model.trim()), model)
  })

  it('starts from a panel in which a second login leaves the first one in', async () => {
    const browser = await startProgram(side(only('diff'), '-'))
    const [first, second] = [browser(), browser()]
    for (const one of [first, second]) assert.equal((await logIn(one, 'foo')).status, 302)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [true, true])
  })

  it('turns it into one in which a second login ends the first', async () => {
    const browser = await startProgram(side(only('diff'), '+'))
    const [first, second] = [browser(), browser()]
    for (const one of [first, second]) assert.equal((await logIn(one, 'foo')).status, 302)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
  })

  it('shows programs that the types accept', async () => {
    await writeFile(join(folder, 'app.ts'), `${side(only('diff'), '+')}\n${only('ts')}`)
    const flags = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--ignoreConfig',
      '--types',
      'node',
      '--module',
      'nodenext',
      '--target',
      'es2022',
    ]
    await exec(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...flags, 'app.ts'], { cwd: folder })
  })

  it('shows logins outside AdminJS that work', async () => {
    const browser = await startProgram(`${side(only('diff'), '+')}\n${only('ts')}`)
    const { id } = await database.prisma.user.findUniqueOrThrow({ where: { email: 'foo@example.com' } })
    const [first, second] = [browser(), browser()]
    await logIn(first, 'foo')
    assert.equal((await second.post(`/login-as/${String(id)}`)).location, '/admin')
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
    assert.equal((await second.post('/logout')).location, '/admin/login')
    assert.equal(await isLoggedIn(second), false)
    await logIn(first, 'foo')
    assert.deepEqual((await first.post(`/close-account/${String(id)}`)).json(), { users: 1, sessions: 1 })
    assert.equal(await isLoggedIn(first), false)
  })
})

/** Packs the package as for the registry and unpacks it into the folder's node_modules, beside its peers. */
async function installPackage(folder: string): Promise<void> {
  const installed = join(folder, 'node_modules')
  await mkdir(installed)
  for (const name of await readdir(join(root, 'node_modules'))) {
    await symlink(join(root, 'node_modules', name), join(installed, name))
  }
  const { stdout } = await exec('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root })
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }]
  await exec('tar', ['-xzf', filename], { cwd: folder })
  await cp(join(folder, 'package'), join(installed, 'adminjs-single-session'), { recursive: true })
}
