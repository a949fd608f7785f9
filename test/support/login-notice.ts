// What the login page says about an ended session, as a browser reads it.
import assert from 'node:assert/strict'
import type { EndedNotice } from '../../src/adminjs/ended/wire.js'
import type { BrowserClient } from './browser-client.js'

/** What the login page of this browser is given to say. */
export async function noticeFor(browser: BrowserClient): Promise<(EndedNotice & { errorMessage: string }) | null> {
  const { status, text } = await browser.get('/admin/login')
  assert.equal(status, 200)
  const [, json = '{}'] = /JSON\.parse\('(.*)'\)/.exec(text) ?? []
  const { errorMessage = '', singleSession } = JSON.parse(json) as { errorMessage?: string; singleSession?: string }
  if (singleSession === undefined) return null
  return { errorMessage, ...(JSON.parse(Buffer.from(singleSession, 'base64').toString()) as EndedNotice) }
}
