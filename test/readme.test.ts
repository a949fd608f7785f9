// Every code block of the four READMEs: the programs of the README are run as they stand, with the package as it would be
// installed; the other blocks are type-checked, or compared with what they show. So are the lists of the READMEs.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sessionEventNames } from '../src/rule/events.js'
import { parseBenchOptions } from './bench/options.js'
import { en } from '../src/adminjs/translations/en.js'
import { isLoggedIn, logIn, secret, seedUsers } from './support/app.js'
import { BrowserClient } from './support/browser-client.js'
import { codeBlocksIn, countFences } from './support/code-blocks.js'
import { createDatabase, type TestDatabase } from './support/database.js'
import { promises } from './support/guarantee.js'
import { codeIn, tablesIn } from './support/markdown-tables.js'
import { run, type RunningProcess } from './support/process.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone("the README's programs are written for the SQLite file of a newcomer")

const root = fileURLToPath(new URL('..', import.meta.url))
const exec = promisify(execFile)
const read = (path: string) => readFile(join(root, path), 'utf8')

/** The READMEs, each with the languages of its code blocks that are tested here. */
const handled = {
  'README.md': ['sh', 'sh', 'sh', 'prisma', 'diff', 'ts'],
  'prisma/README.md': ['prisma', 'ts', 'ts', 'ts', 'ts'],
  'src/README.md': ['ts', 'ts', 'text'],
  'test/README.md': ['sh', 'sh', 'sh', 'sh'],
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

  it('and the others show programs that the types accept', async () => {
    const others = readmes.filter((path) => path !== 'README.md').flatMap((path) => codeOf(path, 'ts'))
    const programs = [`${side(only('diff'), '+')}\n${only('ts')}`, ...others]
    const names = programs.map((_, index) => (index === 0 ? 'app.ts' : `block-${String(index)}.ts`))
    await Promise.all(programs.map((code, index) => writeFile(join(folder, names[index] ?? ''), code)))
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
    const args = [join(root, 'node_modules/typescript/bin/tsc'), ...flags, ...names]
    // What is wrong it writes to the standard output.
    await exec(process.execPath, args, { cwd: folder }).catch((error: unknown) => {
      assert.fail(String((error as { stdout?: unknown }).stdout))
    })
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

    it(`lead to files and headings that exist: ${path}`, async () => {
      for (const [, target = '', anchor] of textOf[path].matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
        const text = target === '' ? textOf[path] : await read(join(dirname(path), target))
        if (anchor !== undefined) assert.ok(anchorsIn(text).includes(anchor), `${target}#${anchor}`)
      }
    })
  }

  it('are short where newcomers begin', () => {
    assert.ok(textOf['README.md'].trimEnd().split('\n').length <= 200)
  })

  it('tell commands that exist', async () => {
    const { name, scripts } = JSON.parse(await read('package.json')) as Record<'scripts', Record<string, string>> & {
      name: string
    }
    const runner = `${await read('test/run.ts')}${await read('test/support/postgres-server.ts')}`
    for (const line of readmes.flatMap((path) => codeOf(path, 'sh')).flatMap((code) => code.trim().split('\n'))) {
      for (const command of line.split(' && ')) {
        const [variables = '', npm = ''] = command.split(/(?=\bnpm )/)
        for (const [, variable = ''] of (npm ? variables : '').matchAll(/(\w+)=/g))
          assert.ok(runner.includes(variable), variable)
        const [, verb = '', script = '', given = ''] =
          /^npm (\S+)(?: (?!--)(\S+))?(?: -- (.+))?$/.exec(npm || command) ?? []
        if (verb === 'install') assert.equal(script, name)
        else if (verb !== 'ci') assert.ok(scripts[verb === 'run' ? script : verb], command)
        if (given !== '') assert.ok(script === 'bench' && parseBenchOptions(given.split(' ')), command)
      }
    }
    assert.deepEqual(codeOf('README.md', 'sh').slice(0, 2), ['npm ci && npm start\n', 'npm ci && npm test\n'])
    assert.match(await read('.ci/run'), /^npm ci\nnpm test$/m)
  })

  it('show the models of the schema', async () => {
    const schema = await read('prisma/schema.prisma')
    const ours = [...schema.matchAll(/^model (\w+) \{\n.*?^\}$/gms)].filter(([, name]) => name !== 'User')
    for (const path of ['README.md', 'prisma/README.md'] as const) {
      const [shown = ''] = codeOf(path, 'prisma')
      assert.deepEqual(
        shown.trim().split(/\n+(?=model )/),
        ours.map(([model]) => model),
        path,
      )
    }
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
