// What publishes the package: the workflows, and the script that writes into a checkout where it comes from.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const exec = promisify(execFile)

interface Job {
  uses?: string
  needs?: string
  permissions?: Record<string, string>
  'timeout-minutes'?: number
  strategy?: { matrix: { node: number[] } }
  services?: Record<string, { image: string; ports: string[] }>
  steps?: { uses?: string; run?: string; with?: Record<string, unknown> }[]
}
interface Workflow {
  on: Record<string, { tags?: string[] } | null>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

const folder = join(root, '.github/workflows')
const names = await readdir(folder)
// What a workflow has to be is what the tests look at.
const workflows = Object.fromEntries(
  await Promise.all(
    names.map(async (name) => [name, parse(await readFile(join(folder, name), 'utf8')) as Workflow] as const),
  ),
)
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
  version: string
  engines: { node: string }
  scripts: Record<string, string>
}
const stepsOf = (name: string) => Object.values(workflows[name]?.jobs ?? {}).flatMap(({ steps = [] }) => steps)

describe('the workflows', () => {
  it('are two, and each job may do no more than it has to', () => {
    assert.deepEqual(names.sort(), ['release.yml', 'test.yml'])
    const allowed = Object.values(workflows).flatMap(({ permissions, jobs }) => {
      assert.deepEqual(permissions, {})
      return Object.entries(jobs).map(([name, job]) => [name, job.permissions])
    })
    const read = { contents: 'read' }
    assert.deepEqual(Object.fromEntries(allowed), { test: read, publish: { ...read, 'id-token': 'write' } })
  })

  for (const name of names) {
    it(`name versions, and scripts that exist: ${name}`, () => {
      for (const job of Object.values(workflows[name]?.jobs ?? {})) {
        if (job.uses !== undefined) assert.ok(existsSync(join(root, job.uses)), job.uses)
        else assert.ok(Number(job['timeout-minutes']) <= 60)
      }
      for (const { uses, run, with: given } of stepsOf(name)) {
        if (uses !== undefined) assert.match(uses, /^actions\/[\w-]+@v\d+$/)
        if (uses?.startsWith('actions/checkout@')) assert.equal(given?.['persist-credentials'], false)
        const [, script] = /^npm run (\S+)$/.exec(run ?? '') ?? []
        if (script !== undefined) assert.ok(manifest.scripts[script], run)
        else if (run !== undefined) assert.ok(/^npm (ci$|publish )/.test(run) || existsSync(join(root, run)), run)
        // What somebody else can name, as a branch, is never part of a command.
        assert.doesNotMatch(run ?? '', /\$\{\{(?! contains\(github\.ref_name, '-'\) && 'next' \|\| 'latest' \}\})/)
      }
    })
  }

  it('run the tests on every line of Node that is supported, with MariaDB where .ci/run looks for it', async () => {
    const { test } = workflows['test.yml']?.jobs ?? {}
    const versions = test?.strategy?.matrix.node ?? []
    assert.deepEqual(versions, [20, 22, 24])
    assert.ok(manifest.engines.node.startsWith(`>=${String(versions[0])}.`))
    assert.deepEqual(test?.services?.mariadb?.ports, ['3306:3306'])
    assert.match(await readFile(join(root, '.ci/run'), 'utf8'), /\/dev\/tcp\/127\.0\.0\.1\/3306/)
  })

  it('publish a tag alone, after the tests, from a checkout that was prepared', () => {
    const { on, jobs } = workflows['release.yml'] ?? assert.fail()
    assert.deepEqual(on, { push: { tags: ['v[0-9]*'] } })
    assert.equal(jobs.publish?.needs, 'test')
    const commands = stepsOf('release.yml').flatMap(({ run = [] }) => run)
    assert.deepEqual(commands.slice(0, 2), ['npm ci', 'npm run release:prepare'])
    assert.match(commands[2] ?? '', /^npm publish --provenance /)
    assert.equal(commands.length, 3)
  })
})

describe('a checkout for a release', () => {
  const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'someone/panel' }
  const changelog = `# Changelog\n\n## [${manifest.version}] - 2026-12-31\n`
  let copy: string
  before(async () => {
    copy = await mkdtemp(join(tmpdir(), 'single-session-release-'))
  })
  after(() => rm(copy, { recursive: true }))

  /** Makes a fresh checkout with this changelog, and prepares it; what the script says of why not, if it does not. */
  async function prepare(changes: Readonly<Record<string, string>>, text: string): Promise<string> {
    for (const name of ['package.json', 'README.md']) await cp(join(root, name), join(copy, name))
    await writeFile(join(copy, 'CHANGELOG.md'), text)
    const args = ['--import', import.meta.resolve('tsx'), join(root, '.config/prepare-release.ts')]
    const tag = { GITHUB_REF_NAME: `v${manifest.version}` }
    const options = { cwd: copy, env: { ...process.env, ...env, ...tag, ...changes } }
    return exec(process.execPath, args, options).then(
      () => '',
      (error: unknown) => (error as { stderr: string }).stderr,
    )
  }

  it('says where the package comes from, and leads from the page of npm to what the tag has', async () => {
    assert.ok(!('repository' in manifest), 'the repository names no address of its own')
    assert.equal(await prepare({}, changelog), '')
    const prepared = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8')) as object
    assert.deepEqual(prepared, {
      ...manifest,
      homepage: 'https://github.com/someone/panel#readme',
      repository: { type: 'git', url: 'git+https://github.com/someone/panel.git' },
      bugs: { url: 'https://github.com/someone/panel/issues' },
    })
    const readme = await readFile(join(copy, 'README.md'), 'utf8')
    const targets = [...readme.matchAll(/(!?)\[[^\]]*\]\(([^)]+)\)/g)].map(([, picture, target = '']) => ({
      picture,
      target,
    }))
    assert.ok(targets.length > 15)
    const base = `https://github.com/someone/panel`
    for (const { picture, target } of targets.filter(
      (one) => !/^(#|https:\/\/(?!github\.com\/someone))/.test(one.target),
    )) {
      const [, path = ''] = target.split(`${base}/${picture ? 'raw' : 'blob'}/v${manifest.version}/`)
      assert.ok(existsSync(join(root, path.split('#')[0] ?? '')) && path !== '', target)
    }
    const pack = await exec('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: copy })
    const [packed] = JSON.parse(pack.stdout) as [{ files: { path: string }[] }]
    const paths = packed.files.map(({ path }) => path)
    assert.deepEqual(paths.sort(), ['CHANGELOG.md', 'README.md', 'package.json'])
  })

  it('is none unless the tag, the version and the changelog agree, and GitHub says where it is', async () => {
    assert.match(await prepare({ GITHUB_REF_NAME: 'v9.9.9' }, changelog), /The tag is v9\.9\.9, .* Tag the commit v0/)
    assert.match(await prepare({}, '# Changelog\n\n## [Unreleased]\n'), /CHANGELOG\.md has no chapter of this version/)
    assert.match(await prepare({}, changelog.replace('2026-12-31', 'soon')), /has no chapter of this version/)
    assert.match(await prepare({ GITHUB_REPOSITORY: '' }, changelog), /GITHUB_REPOSITORY have to say/)
    assert.equal(await readFile(join(copy, 'README.md'), 'utf8'), await readFile(join(root, 'README.md'), 'utf8'))
  })
})
