// SECURITY.md goes through OWASP ASVS 5.0, chapter V7, row by row: each row names a test that is there. What no other file
// tests of it is tested here.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { afterEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { closeApps, logIn, startApp } from './support/app.js'
import { tablesIn } from './support/markdown-tables.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'
import { sidOf } from './support/sessions.js'

runsOnSqliteAlone('a document, and ids that no database makes')

const root = fileURLToPath(new URL('..', import.meta.url))
afterEach(closeApps)

/** How many requirements each section of the chapter has. */
const sections = { '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 3, '7.6': 2 }

describe('SECURITY.md', async () => {
  const text = await readFile(`${root}.github/SECURITY.md`, 'utf8')
  const rows = tablesIn(text).find(({ head }) => head[0] === 'no.')?.rows ?? []

  it('has a row for each requirement of the chapter', () => {
    const wanted = Object.entries(sections).flatMap(([section, count]) =>
      Array.from({ length: count }, (_, index) => `${section}.${String(index + 1)}`),
    )
    assert.deepEqual(
      rows.map(([number]) => number),
      wanted,
    )
  })

  it('says of each how it is met, and names a test that is there', async () => {
    for (const [number = '', , how = '', test = ''] of rows) {
      assert.match(how, /^(met|by `|the app’s|the app's)/, number)
      const [, file = '', title = ''] = /^`(.+)`: "(.+)"$/.exec(test) ?? []
      assert.ok(file !== '' && existsSync(`${root}test/${file}`), `${number}: ${test}`)
      assert.ok((await readFile(`${root}test/${file}`, 'utf8')).includes(`it('${title}'`), `${number}: ${title}`)
    }
  })

  it('has links to files that are there', () => {
    for (const [, path = ''] of text.matchAll(/\]\((\.\.\/[^)#]+)/g))
      assert.ok(existsSync(`${root}.github/${path}`), path)
  })
})

describe('the id of a session', () => {
  it('has 192 bits that come from a generator for cryptography', async () => {
    const app = await startApp({ settings: { singleUserSession: false } })
    const ids = new Set<string>()
    for (let count = 0; count < 100; count++) {
      const browser = app.browser()
      await logIn(browser, 'foo')
      ids.add(sidOf(browser))
    }
    assert.equal(ids.size, 100)
    const bits = [...ids].map((id) => Buffer.from(id, 'base64url'))
    assert.ok(bits.every((bytes) => bytes.length * 8 === 192))
    // Each bit is set about half of the time: none of them is fixed.
    for (let bit = 0; bit < 192; bit++) {
      const set = bits.filter((bytes) => ((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1).length
      assert.ok(set > 10 && set < 90, `bit ${String(bit)} is set ${String(set)} times of 100`)
    }
  })
})
