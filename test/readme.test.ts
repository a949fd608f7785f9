// Every code block of the four READMEs: the programs of the README are run as they stand, with the package as it would be
// installed; the other blocks are type-checked, or compared with what they show. So are the lists of the READMEs.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sessionEventNames } from '../src/rule/events.js'
import { parseBenchOptions } from './bench/options.js'
import { rows } from './matrix/rows.js'
import { wantedRows } from './matrix/support/wanted-rows.js'
import { usage } from '../src/cli/usage.js'
import { nestFiles } from '../src/cli/init/nest-program.js'
import { en } from '../src/adminjs/translations/en.js'
import { isLoggedIn, logIn, secret, seedUsers } from './support/app.js'
import { BrowserClient } from './support/browser-client.js'
import { codeBlocksIn, countFences } from './support/code-blocks.js'
import { createDatabase, type TestDatabase } from './support/database.js'
import { promises } from './support/guarantee.js'
import { codeIn, tablesIn } from './support/markdown-tables.js'
import { installPackage } from './support/packed-package.js'
import { run, type RunningProcess } from './support/process.js'
import { readmeProgram } from './support/readme-install.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone("the README's programs are written for the SQLite file of a newcomer")

const root = fileURLToPath(new URL('..', import.meta.url))
const exec = promisify(execFile)
const read = (path: string) => readFile(join(root, path), 'utf8')

/** The READMEs, each with the languages of its code blocks that are tested here. */
const handled = {
  'README.md': ['sh', 'sh', 'sh', 'diff', 'ts', 'sh'],
  'prisma/README.md': ['prisma', 'ts', 'ts', 'sql', 'ts', 'ts', 'json', 'ts'],
  'src/README.md': ['ts', 'ts', 'ts', 'ts', 'ts', 'crontab', 'yaml', 'ts', 'ts', 'ts', 'text'],
  'test/README.md': ['sh', 'sh', 'sh', 'sh', 'sh', 'sh', 'sh'],
} as const
type Readme = keyof typeof handled
const readmes = Object.keys(handled) as Readme[] // The object above has these keys and no others.

const textOf = Object.fromEntries(
  await Promise.all(readmes.map(async (path) => [path, await read(path)] as const)),
) as Readonly<Record<Readme, string>> // Each of them was read.

const codeOf = (path: Readme, language: string): string[] =>
  codeBlocksIn(textOf[path])
    .filter((block) => block.language === language)
    .map(({ code }) => code)

/** The one block of a language in the README. */
const only = (language: string): string => {
  const found = codeOf('README.md', language)
  assert.equal(found.length, 1, `one block of ${language}`)
  return found[0] ?? ''
}

/** What stands as code in the first cells of the tables whose first head is this. */
function namesUnder(head: string, path: Readme): string[] {
  const tables = tablesIn(textOf[path]).filter((table) => table.head[0] === head)
  return tables.flatMap(({ rows }) => rows.flatMap(([first = '']) => codeIn(first)))
}

/** The file that a block of code is, if other blocks import it. */
const nameOf = (code: string) => /^\/\/ ([\w.-]+\.ts)\n/.exec(code)?.[1]

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

  it('starts from a panel in which a second login leaves the first one in', async () => {
    const browser = await startProgram(readmeProgram('before'))
    const [first, second] = [browser(), browser()]
    for (const one of [first, second]) assert.equal((await logIn(one, 'foo')).status, 302)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [true, true])
  })

  it('turns it into one in which a second login ends the first, with a bundle of its own', async () => {
    // As an app has it that ran before.
    await mkdir(join(folder, '.adminjs'))
    await writeFile(join(folder, '.adminjs/bundle.js'), 'AdminJS.UserComponents = {}')
    const browser = await startProgram(readmeProgram('after'))
    const { text } = await browser().get('/admin/frontend/assets/components.bundle.js')
    assert.match(text, /UserComponents\.SingleSessionMySessions/)
    assert.doesNotMatch(programs.at(-1)?.output() ?? '', /OLD_BUNDLE/)
    const [first, second] = [browser(), browser()]
    for (const one of [first, second]) assert.equal((await logIn(one, 'foo')).status, 302)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
  })

  it('and the others show programs that the types accept', async () => {
    const others = readmes.filter((path) => path !== 'README.md').flatMap((path) => codeOf(path, 'ts'))
    const programs = [`${readmeProgram('after')}\n${only('ts')}`, ...others]
    const names = programs.map((code, index) =>
      index === 0 ? 'app.ts' : (nameOf(code) ?? `block-${String(index)}.ts`),
    )
    await Promise.all(programs.map((code, index) => writeFile(join(folder, names[index] ?? ''), code)))
    const flags = [
      '--noEmit',
      '--strict',
      '--noImplicitOverride',
      '--experimentalDecorators',
      '--skipLibCheck',
      '--ignoreConfig',
      '--types',
      'node',
      '--module',
      'nodenext',
      '--target',
      'es2022',
    ]
    const args = [join(root, 'node_modules/typescript/bin/tsc'), ...flags, ...names]
    // What is wrong it writes to the standard output.
    await exec(process.execPath, args, { cwd: folder }).catch((error: unknown) => {
      assert.fail(String((error as { stdout?: unknown }).stdout))
    })
  })

  it('shows logins outside AdminJS that work, and that nobody can use in the name of others', async () => {
    const browser = await startProgram(`${readmeProgram('after')}\n${only('ts')}`)
    const [first, second, stranger] = [browser(), browser(), browser()]
    const own = { email: 'foo@example.com', password: 'secret' }
    const evil = { headers: { origin: 'http://evil.example' } }
    await logIn(first, 'foo')
    for (const fields of [{}, { ...own, password: 'wrong' }, { email: 'foo@example.com' }]) {
      assert.equal((await stranger.post('/sign-in', fields)).status, 403)
    }
    assert.equal((await stranger.post('/sign-in', own, evil)).status, 403)
    assert.deepEqual((await stranger.post('/close-account', { id: '1' })).json(), { users: 0, sessions: 0 })
    assert.equal((await stranger.request('/sign-in', { method: 'POST' })).status, 403)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(stranger)], [true, false])

    assert.equal((await second.post('/sign-in', own)).location, '/admin')
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
    for (const path of ['/sign-out', '/close-account']) assert.equal((await second.post(path, {}, evil)).status, 403)
    assert.equal(await isLoggedIn(second), true)
    assert.equal((await second.post('/sign-out')).location, '/admin/login')
    assert.equal(await isLoggedIn(second), false)
    await logIn(first, 'foo')
    assert.deepEqual((await first.post('/close-account')).json(), { users: 1, sessions: 1 })
    assert.equal(await isLoggedIn(first), false)
  })
})

describe('the recipes', () => {
  let folder: string
  let database: TestDatabase
  const programs: RunningProcess[] = []

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'single-session-recipes-'))
    database = await createDatabase()
    await seedUsers(database.prisma)
    await installPackage(folder)
    await cp(join(root, 'test/support/readme'), folder, { recursive: true })
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    // As Nest's own command line tool writes it.
    await writeFile(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "experimentalDecorators": true } }')
    for (const code of codeOf('src/README.md', 'ts')) {
      const name = nameOf(code)
      if (name !== undefined) await writeFile(join(folder, name), code)
    }
  })

  after(async () => {
    await Promise.all(programs.map((program) => program.stop('SIGKILL')))
    await database.close()
    await rm(folder, { recursive: true })
  })

  const env = () => ({ ...process.env, DATABASE_URL: database.url, SESSION_SECRET: secret })

  it('of cron, and the commands of the README, run from the package as it is installed', async () => {
    const [cron = ''] = codeOf('src/README.md', 'crontab')
    const commands = [...codeOf('README.md', 'sh'), cron].flatMap((code) => [
      ...code.matchAll(/npx adminjs-single-session (.* --config) \S+$/gm),
    ])
    assert.equal(commands.length, 4)
    for (const [, command = ''] of commands) {
      const args = [...command.split(' '), 'single-session.ts', ...(command.startsWith('logout') ? ['--yes'] : [])]
      const program = 'node_modules/adminjs-single-session/dist/cli/main.js'
      const { stdout } = await exec(process.execPath, ['--import', 'tsx', program, ...args], {
        cwd: folder,
        env: env(),
      })
      assert.match(stdout, /0 (users on 0 sessions|expired sessions)/, command)
    }
  })

  it('of mails and metrics do what they say', async () => {
    const script = `import { mailNewDevice } from './mail-new-device.js'
import { metrics } from './metrics.js'
import { prisma } from './prisma.js'
import { singleSession } from './single-session.js'

const { id: userId } = await prisma.user.findFirstOrThrow()
const at = new Date()
const login = (createdAt: Date, userAgent: string, id: string) =>
  prisma.sessionEvent.create({ data: { id, createdAt, event: 'login', userId, userAgent } })
await login(new Date(0), 'known', 'a')
await login(at, 'known', 'b')
await login(at, 'new', 'c')
for (const userAgent of ['known', 'new']) await mailNewDevice({ userId, at, ipAddress: '1.2.3.4', userAgent })
const { default: express } = await import('express')
const server = express().get('/metrics', metrics(singleSession)).listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))
const { port } = server.address() as { port: number }
console.log(await (await fetch('http://127.0.0.1:' + String(port) + '/metrics')).text())
process.exit()
`
    await writeFile(join(folder, 'try.ts'), script)
    const { stdout } = await exec(process.execPath, ['--import', 'tsx', 'try.ts'], { cwd: folder, env: env() })
    assert.deepEqual(stdout.match(/^mail to .*$/gm), ['mail to foo@example.com'])
    assert.match(
      stdout,
      /# TYPE single_session_users gauge\nsingle_session_users 0\n# TYPE.*\nsingle_session_sessions 0\n/,
    )
  })

  /** Starts the NestJS app, with this as its loader. */
  async function startNest(loader: string): Promise<() => BrowserClient> {
    await writeFile(join(folder, 'single-session.loader.ts'), loader)
    const own = { DATABASE_URL: database.url, SESSION_SECRET: secret }
    const program = run(process.execPath, ['--import', 'tsx', 'nest.ts'], { cwd: folder, env: own })
    programs.push(program)
    const [, port = ''] = await program.match(/listening on (\d+)/)
    return () => new BrowserClient(`http://127.0.0.1:${port}`)
  }

  /** The second of two logins ends the first; returns both browsers. */
  async function logInTwice(browser: () => BrowserClient) {
    const both = [browser(), browser()] as const
    for (const one of both) assert.equal((await logIn(one, 'foo')).status, 302)
    assert.deepEqual(await Promise.all(both.map(isLoggedIn)), [false, true])
    return both
  }

  const json = { method: 'POST', body: '{"name":"Tom"}', headers: { 'content-type': 'application/json' } }
  const loader = nestFiles.find((code) => nameOf(code) === 'single-session.loader.ts') ?? ''

  it('of NestJS ends the first login inside AdminModule, with the body parser of Nest on', async () => {
    const [, second] = await logInTwice(await startNest(loader))
    assert.deepEqual((await second.get('/own')).json(), { session: false, user: null })
    assert.deepEqual((await second.request('/own', json)).json(), { name: 'Tom' })
    assert.equal((await second.post('/admin/login', { email: 'foo@example.com', password: 'wrong' })).status, 200)
  })

  it('of NestJS gives controllers the session, with the panel in front of them', async () => {
    const inFront = loader
      .replace('\n\n', "\nimport { Router } from 'express'\n\nexport const panel = Router()\n\n")
      .replaceAll('httpAdapter.use', 'panel.use')
    const [first, second] = await logInTwice(await startNest(inFront))
    assert.deepEqual((await first.get('/own')).json(), { session: true, user: null })
    const { user } = (await second.get('/own')).json() as { user: { email?: string } | null }
    assert.equal(user?.email, 'foo@example.com')
    assert.deepEqual((await second.request('/own', json)).json(), { name: 'Tom' })
  })
})

describe('the READMEs', () => {
  for (const path of readmes) {
    it(`have no code block that no test knows: ${path}`, () => {
      const blocks = codeBlocksIn(textOf[path])
      assert.deepEqual(
        blocks.map(({ language }) => language),
        handled[path],
      )
      assert.equal(countFences(textOf[path]), 2 * blocks.length)
    })
  }

  for (const path of [...readmes, '.github/CONTRIBUTING.md', '.github/SECURITY.md']) {
    it(`lead to files and headings that exist: ${path}`, async () => {
      const own = await read(path)
      for (const [, target = '', anchor] of own.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
        const text = target === '' ? own : await read(join(dirname(path), target))
        if (anchor !== undefined) assert.ok(anchorsIn(text).includes(anchor), `${target}#${anchor}`)
      }
    })
  }

  it('tell contributors scripts that exist', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> }
    const named = [...(await read('.github/CONTRIBUTING.md')).matchAll(/npm (?:run ([\w:]+)|(start|test)\b)/g)]
    assert.ok(named.length >= 4)
    for (const [command, run, short = ''] of named) assert.ok(scripts[run ?? short], command)
  })

  it('are short where newcomers begin', () => {
    assert.ok(textOf['README.md'].trimEnd().split('\n').length <= 200)
  })

  it('tell commands that exist', async () => {
    const { name, scripts } = JSON.parse(await read('package.json')) as Record<'scripts', Record<string, string>> & {
      name: string
    }
    const runners = ['test/run.ts', 'test/clusters/run.ts', 'test/support/postgres-server.ts']
    const runner = (await Promise.all(runners.map(read))).join('')
    for (const line of readmes.flatMap((path) => codeOf(path, 'sh')).flatMap((code) => code.trim().split('\n'))) {
      for (const command of line.split(' && ')) {
        const [, program, subcommand = ''] = /^npx (\S+) (\S+)/.exec(command) ?? []
        if (program === name) assert.ok(usage.includes(`npx ${name} ${subcommand} `), command)
        if (program !== undefined) continue
        const [variables = '', npm = ''] = command.split(/(?=\bnpm )/)
        for (const [, variable = ''] of (npm ? variables : '').matchAll(/(\w+)=/g))
          assert.ok(runner.includes(variable), variable)
        const [, verb = '', script = '', given = ''] =
          /^npm (\S+)(?: (?!--)(\S+))?(?: -- (.+))?$/.exec(npm || command) ?? []
        if (verb === 'install') assert.equal(script, name)
        else if (verb !== 'ci') assert.ok(scripts[verb === 'run' ? script : verb], command)
        if (given !== '') assert.ok(readOptions[script]?.(given.split(' ')), command)
      }
    }
    assert.deepEqual(codeOf('README.md', 'sh').slice(0, 2), ['npm ci && npm start\n', 'npm ci && npm test\n'])
    assert.match(await read('.ci/run'), /^npm ci\nnpm test$/m)
  })

  it('show the models of the schema', async () => {
    const schema = await read('prisma/schema.prisma')
    const ours = [...schema.matchAll(/^model (\w+) \{\n.*?^\}$/gms)].filter(([, name]) => name !== 'User')
    const [shown = ''] = codeOf('prisma/README.md', 'prisma')
    assert.deepEqual(
      shown.trim().split(/\n+(?=model )/),
      ours.map(([model]) => model),
    )
  })

  it('name every event', () => {
    assert.deepEqual(namesUnder('event', 'prisma/README.md'), sessionEventNames)
    for (const name of sessionEventNames) assert.ok(textOf['README.md'].includes(`\`${name}\``), name)
  })

  it('name every action of the user list, with its title', () => {
    const rows = textOf['README.md'].split('\n').filter((line) => line.startsWith('|'))
    for (const [name, title] of Object.entries(en.actions)) {
      assert.ok(
        rows.some((row) => row.startsWith(`| \`${name}\` | "${title}"`)),
        name,
      )
    }
  })

  it('show the app of NestJS that "init" prints', () => {
    const shown = codeOf('src/README.md', 'ts').filter((code) => code.includes('@adminjs/nestjs'))
    assert.deepEqual(shown, nestFiles)
  })

  it('name everything that the package exports', async () => {
    const exported = [...(await read('src/index.ts')).matchAll(/^export (?:type )?\{ (.+) \}/gm)]
    const names = exported.flatMap(([, list = '']) => list.split(', '))
    assert.deepEqual(namesUnder('name', 'src/README.md').sort(), names.sort())
  })

  it('name every promise, and every file that puts one to the test', async () => {
    const table = tablesIn(textOf['test/README.md']).find(({ head }) => head[0] === 'promise')
    const rows = table?.rows ?? []
    assert.deepEqual(
      rows.map(([promise]) => promise),
      promises,
    )
    const files = rows.flatMap(([, text = '']) => codeIn(text)).filter((name) => name.endsWith('.ts'))
    assert.deepEqual(files.sort(), (await readdir(join(root, 'test/guarantees'))).sort())
  })

  it('draw the house as it is', async () => {
    const entries = await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ parentPath, name }) => join(parentPath, name))
    const files = entries.filter((entry) => entry.parentPath === join(root, 'src') && entry.name.endsWith('.ts'))
    const actual = [...folders.map((path) => relative(root, path)), ...files.map(({ name }) => `src/${name}`)]
    const [tree = ''] = codeOf('src/README.md', 'text')
    assert.deepEqual(pathsIn(tree).sort(), ['src', ...actual].sort())

    const drawn = await read('.github/house.svg')
    const rooms = folders
      .map((path) => relative(join(root, 'src'), path))
      .filter((path) => !/^(demo|prisma)\//.test(path))
    for (const room of rooms) assert.ok(drawn.includes(`>${basename(room)}`), room)
  })

  it('name every row of the matrix', () => {
    const table = tablesIn(textOf['test/README.md']).find(({ head }) => head[0] === 'row')
    assert.deepEqual(
      table?.rows.map(([name = '', title]) => [codeIn(name)[0], title]),
      rows.map(({ name, title }) => [name, title]),
    )
  })

  it('name files that exist', async () => {
    const listings = ['src', 'test', 'prisma'].map(async (folder) =>
      (await readdir(join(root, folder), { recursive: true })).map((path) => `/${folder}/${path}`),
    )
    const files = (await Promise.all(listings)).flat()
    for (const path of readmes) {
      for (const name of codeIn(textOf[path]).filter((code) => /^[\w./-]+\.(tsx?|prisma|svg)$/.test(code)))
        assert.ok(
          files.some((file) => file.endsWith(`/${name}`)),
          `${path}: ${name}`,
        )
    }
  })
})

/** What reads the arguments of the scripts that take some. */
const readOptions: Readonly<Record<string, (given: string[]) => unknown>> = {
  bench: parseBenchOptions,
  'test:matrix': (given) => wantedRows(given, rows),
}

/** The anchors of the headings, as they are made on GitHub. */
const anchorsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  )

/** The paths in a tree whose lines are indented by two spaces for each folder. */
function pathsIn(tree: string): string[] {
  const parents: string[] = []
  return tree
    .trimEnd()
    .split('\n')
    .map((line) => {
      const [, indent = '', name = ''] = /^( *)([^ /]+)/.exec(line) ?? []
      parents.splice(indent.length / 2, Infinity, name)
      return parents.join('/')
    })
}
