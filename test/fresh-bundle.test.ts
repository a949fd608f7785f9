// The bundle of an app that ran before it had this package: AdminJS would serve it as it is, without our components.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { mySessionsComponent } from '../src/adminjs/sessions/my-sessions.js'
import { run, type RunningProcess } from './support/process.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const oldBundle = '(function () { AdminJS.UserComponents = {}; AdminJS.UserComponents.Old = 1 })()'

const folder = await mkdtemp(join(tmpdir(), 'single-session-bundle-'))
const programs: RunningProcess[] = []
after(async () => {
  await Promise.all(programs.map((program) => program.stop('SIGKILL')))
  await rm(folder, { recursive: true })
})

/** Starts a panel in whose folder lies a bundle from before. */
async function start(name: string, variables: Record<string, string>) {
  const place = join(folder, name, '.adminjs')
  await mkdir(place, { recursive: true })
  const file = join(place, 'bundle.js')
  await writeFile(file, oldBundle)
  const env = { ADMIN_JS_TMP_DIR: place, TEST_DATABASE_URL: 'sqlite:', ...variables }
  const args = ['--import', 'tsx', 'test/support/bundle-app.ts']
  const program = run(process.execPath, args, { cwd: root, env })
  programs.push(program)
  const [, origin = ''] = await program.match(/listening at (\S+)/)
  const get = async () => {
    const answer = await fetch(`${origin}/admin/frontend/assets/components.bundle.js`)
    return { status: answer.status, text: await answer.text() }
  }
  return { program, file, get }
}

const isFresh = ({ status, text }: { status: number; text: string }) =>
  status === 200 && text.includes(`UserComponents.${mySessionsComponent}`)

describe('a bundle from before', () => {
  it('is made anew in development, on the first request for it, and the log says what to write', async () => {
    const { program, file, get } = await start('development', {})
    const answers = await Promise.all([get(), get()])
    assert.deepEqual(answers.map(isFresh), [true, true])
    const [said] = await program.match(/\[SINGLE_SESSION_OLD_BUNDLE\].*/)
    for (const part of [file, 'lacks components', 'is making it anew', 'Write admin.watch()']) {
      assert.ok(said.includes(part), said)
    }
    // What somebody else puts there again stays there.
    await writeFile(file, oldBundle)
    assert.equal((await get()).text, oldBundle)
    assert.equal(await readFile(file, 'utf8'), oldBundle)
  })

  it('is not served in production while AdminJS makes the new one; nor is its folder hidden', async () => {
    const { program, get } = await start('production', { NODE_ENV: 'production' })
    assert.equal(isFresh(await get()), true)
    assert.doesNotMatch(program.output(), /OLD_BUNDLE/)
  })

  it('that the app makes itself is left to it, and the log says that it has to', async () => {
    const variables = { NODE_ENV: 'production', ADMIN_JS_SKIP_BUNDLE: 'true' }
    const { program, get } = await start('skipped', variables)
    assert.deepEqual(await get(), { status: 200, text: oldBundle })
    await program.match(/\[SINGLE_SESSION_OLD_BUNDLE\].*ADMIN_JS_SKIP_BUNDLE is true/)
  })
})
