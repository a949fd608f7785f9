// What is kept of the address that a user logs in from: an address, and no text that somebody wrote in its place.
import assert from 'node:assert/strict'
import { afterEach, describe, it } from 'node:test'
import { shownAddress } from '../src/adminjs/shown-address.js'
import { addressIn } from '../src/express/client-address.js'
import { closeApps, startApp } from './support/app.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what counts as an address is the same on every database')

afterEach(closeApps)

const longest = '0000:0000:0000:0000:0000:ffff:192.168.100.200'

describe('the address in a text', () => {
  const addresses: [text: string, address: string | null][] = [
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['::1', '::1'],
    [longest, longest],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:49152', '192.0.2.1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    [`fe80::1%${'x'.repeat(5000)}`, null],
    ['', null],
    ['unknown', null],
    ['_hidden', null],
    ['localhost', null],
    ['192.0.2.256', null],
    ['192.0.2.1 ', null],
    ['192.0.2.1\u0000', null],
    ['::ffff:192.0.2', null],
    ['x'.repeat(5000), null],
    ['[[::1]]', null],
    ['<script>', null],
  ]
  for (const [text, address] of addresses) {
    it(`is ${address ?? 'none'}: ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.equal(addressIn(text), address)
    })
  }
})

it('an address is shown as people write it, whatever form a row has it in', () => {
  const shown = ['::ffff:192.0.2.128', '::FFFF:192.0.2.128', '192.0.2.128', '2001:db8::1', '::ffff:c000:280', null]
  assert.deepEqual(shown.map(shownAddress), [...Array<string>(3).fill('192.0.2.128'), ...shown.slice(3)])
})

describe('a login through a proxy that the app trusts', () => {
  const forwarded: [header: string, kept: string | null][] = [
    ['x'.repeat(5000), null],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    [longest, longest],
  ]
  for (const [header, kept] of forwarded) {
    it(`keeps ${kept ?? 'nothing'} of ${header.slice(0, 50)}`, async () => {
      const app = await startApp({ routes: (routes) => routes.set('trust proxy', true) })
      const fields = { email: 'foo@example.com', password: 'secret' }
      await app.browser().post('/admin/login', fields, { headers: { 'x-forwarded-for': header } })
      const [link] = await app.prisma.userSession.findMany()
      const [event] = await app.prisma.sessionEvent.findMany()
      assert.deepEqual([link?.ipAddress, event?.ipAddress], [kept, kept])
    })
  }
})
