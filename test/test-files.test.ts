// Which test files run on every database: nobody has to remember to say so.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { filesForEveryDatabase } from './support/test-files.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Whether a test file with this text, beside the repository's own, runs on every database. */
function runsEverywhere(
  text: string,
  path = 'test/new.test.ts',
  others: Readonly<Record<string, string>> = {},
): boolean {
  const files: Readonly<Record<string, string>> = { ...others, [path]: text }
  const read = (name: string) => {
    if (name in files) return files[name]
    return existsSync(join(root, name)) ? readFileSync(join(root, name), 'utf8') : undefined
  }
  return filesForEveryDatabase([path], read).includes(path)
}

const usesApp = "import { startApp } from './support/app.js'\n"
const importsReason = "import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'\n"
const reason = "runsOnSqliteAlone('it reads the pages of an SQLite file')\n"

describe('a new test file', () => {
  it('runs on every database if it makes one, by itself or through what it imports', () => {
    const makers = [
      "import { createDatabase } from './support/database.js'",
      "import { connect, createDatabase as create, type TestDatabase } from './support/database.js'",
      "import * as database from './support/database.js'",
      "import './support/database.js'",
      "const { createDatabase } = await import('./support/database.js')",
      "export { createDatabase } from './support/database.js'",
      usesApp,
      "import { helper } from './support/helper.js'",
      "import { other } from './support/other.js'",
    ]
    const others = {
      'test/support/helper.ts': "import { other } from './other.js'\nimport { startApp } from './app.js'",
      'test/support/other.ts': "import { helper } from './helper.js'",
    }
    for (const text of makers) assert.equal(runsEverywhere(text, undefined, others), true, text)
  })

  it('runs on SQLite alone if it makes none', () => {
    const others = [
      '',
      "import { resolveOptions } from '../src/options/options.js'",
      "import { connect, provider } from './support/database.js'",
      "import type { TestDatabase } from './support/database.js'",
      "import { type TestApp } from './support/app.js'",
      "import { BrowserClient } from './support/browser-client.js'",
      "import { helper } from './support/helper.js'",
    ]
    const circle = {
      'test/support/helper.ts': "import { other } from './other.js'\nimport type { TestApp } from './app.js'",
      'test/support/other.ts': "import { helper } from './helper.js'",
    }
    for (const text of others) assert.equal(runsEverywhere(text, undefined, circle), false, text)
  })

  it('runs on SQLite alone if it says why', () => {
    assert.equal(runsEverywhere(usesApp + importsReason + reason), false)
  })

  it('runs on every database if it is about a promise', () => {
    assert.equal(runsEverywhere('', 'test/guarantees/new.test.ts'), true)
    const exempt = `${importsReason}${reason}`.replaceAll('./support', '../support')
    assert.throws(() => runsEverywhere(exempt, 'test/guarantees/new.test.ts'), /a promise holds on every database/)
  })

  it('stops the run if it says why in a way that cannot be read', () => {
    const unreadable = [
      reason,
      importsReason,
      `${importsReason}runsOnSqliteAlone()`,
      `${importsReason}runsOnSqliteAlone('')`,
      `${importsReason}runsOnSqliteAlone('slow')`,
      `${importsReason}const why = 'it reads the pages of an SQLite file'\nrunsOnSqliteAlone(why)`,
      `${importsReason}if (process.env.CI) ${reason}`,
      `${importsReason}export const databases = ${reason}`,
      `${importsReason}${reason}${reason}`,
      `${importsReason}${reason}`.replaceAll('runsOn', 'runOn'),
      `${importsReason}${reason}`.replaceAll('Sqlite', 'SQLite'),
      `${importsReason}${reason}`.replaceAll('Alone', 'Only'),
    ]
    for (const text of unreadable) assert.throws(() => runsEverywhere(usesApp + text), /it cannot be read/, text)
  })

  it('stops the run if it says why for nothing', () => {
    assert.throws(() => runsEverywhere(importsReason + reason), /it makes no database/)
  })
})

describe('the test files', () => {
  it('that are there run on every database, but for those that say why', async () => {
    const names = (await readdir(join(root, 'test'))).filter((name) => name.endsWith('.test.ts'))
    const paths = names.map((name) => `test/${name}`)
    const everywhere = filesForEveryDatabase(paths, (path) => readFileSync(join(root, path), 'utf8'))
    for (const name of ['authentication', 'cleanup', 'faults']) {
      assert.ok(everywhere.includes(`test/${name}.test.ts`), name)
    }
    assert.ok(!everywhere.includes('test/house.test.ts'))
  })
})
