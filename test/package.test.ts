// The package as it is published: what is in it, and whether tools and Node find their way in.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compileAsApp, installWithPeers, resolutions } from './support/compile-as-app.js'
import { packPackage } from './support/packed-package.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const exec = promisify(execFile)

describe('the package', () => {
  let folder: string
  let archive: string
  before(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'single-session-package-')))
    archive = join(folder, await packPackage(folder))
    await exec('tar', ['-xzf', archive], { cwd: folder })
    await installWithPeers(folder)
  })
  after(() => rm(folder, { recursive: true }))

  const tool = (program: string, ...args: string[]) =>
    exec(process.execPath, [join(root, 'node_modules', program), ...args], { cwd: folder }).catch((error: unknown) =>
      // What is wrong they write to the standard output.
      assert.fail(String((error as { stdout?: unknown }).stdout)),
    )

  it('satisfies publint', async () => {
    await tool('publint/src/cli.js', archive, '--strict')
  })

  it('has types that all resolutions of an ESM package find', async () => {
    await tool('@arethetypeswrong/cli/dist/index.js', archive, '--profile', 'esm-only', '--no-emoji')
  })

  for (const [name, how] of Object.entries(resolutions)) {
    it(`has types that strict apps compile with what the package brings along: ${name}`, async () => {
      assert.deepEqual(await compileAsApp(folder, appOfTypes, how), [])
    })
  }

  it('has a command that Node can run', async () => {
    const { bin, version } = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8')) as {
      bin: Record<string, string>
      version: string
    }
    const program = join(folder, 'package', bin['adminjs-single-session'] ?? 'none')
    assert.match(await readFile(program, 'utf8'), /^#!\/usr\/bin\/env node\n/)
    const { stdout } = await exec(process.execPath, [program, '--version'])
    assert.equal(stdout, `${version}\n`)
  })

  it('has a source map with its source for each file, and nothing of the demo', async () => {
    const files = (await readdir(join(folder, 'package'), { recursive: true })).filter((name) => name.endsWith('.js'))
    assert.ok(files.length > 50)
    assert.deepEqual(
      files.filter((name) => name.includes('demo')),
      [],
    )
    for (const name of files) {
      const text = await readFile(join(folder, 'package', `${name}.map`), 'utf8')
      const { sourcesContent } = JSON.parse(text) as { sourcesContent?: string[] }
      assert.ok(sourcesContent?.[0], name)
    }
  })
})

/** What TypeScript has to take, and what it has to refuse. */
const appOfTypes = `import { ComponentLoader, DefaultAuthProvider } from 'adminjs'
import type { Request } from 'express'
import { type LoginUser, type SingleSession, SingleSessionError } from 'adminjs-single-session'

interface Account { id: number; email: string }

export async function use(singleSession: SingleSession, account: Account, req: Request): Promise<unknown> {
  singleSession.authentication({ authenticate: async (email) => ({ id: 1, email }) })
  singleSession.authentication({ authenticate: (email, _password, context) => (context && email ? account : null) })
  singleSession.authentication({ authenticate: () => Promise.resolve(Math.random() < 0.5 && { id: 1n }) })
  const componentLoader = new ComponentLoader()
  const authenticate = async () => ({ id: String(account.id), email: account.email })
  singleSession.authentication({ provider: new DefaultAuthProvider({ componentLoader, authenticate }) })
  await singleSession.login(req, account)
  await singleSession.login(req, { id: 'a', email: account.email })
  const user: LoginUser = { id: 1, email: account.email }

  // @ts-expect-error: a login needs the id
  singleSession.authentication({ authenticate: async (email) => ({ email }) })
  // @ts-expect-error: the same outside AdminJS
  await singleSession.login(req, { email: account.email })
  // @ts-expect-error: an object is no id
  await singleSession.login(req, { id: {} })

  return [user, req.session.adminUser, new SingleSessionError('ERR_SINGLE_SESSION_ENDED', 'gone', { cause: 1 }).cause]
}
`
