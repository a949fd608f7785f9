// The file in which AdminJS keeps the bundle of the panel's components from one start to the next.
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import type AdminJS from 'adminjs'
import { Router as adminRoutes } from 'adminjs'
import { pathOfComponent } from '../component-path.js'

/** The path below its root at which AdminJS serves the bundle. */
export const bundlePath = '/frontend/assets/components.bundle.js'

/** The file, and who makes it. */
export interface Bundle {
  readonly file: string
  /**
   * AdminJS makes it after each start in production, unless the app told it not to; elsewhere on a request for it, if the file
   * is not there.
   */
  readonly madeBy: 'start' | 'request' | 'app'
}

/** Where this process has it. AdminJS looks at the same variables of the environment. */
export function bundleOf(): Bundle {
  const { ADMIN_JS_TMP_DIR, ADMIN_JS_SKIP_BUNDLE } = process.env
  // In production it is a file of AdminJS's like the others.
  const asset = adminRoutes.assets.find(({ path }) => path === bundlePath)
  const file = asset?.src ?? join(ADMIN_JS_TMP_DIR ?? '.adminjs', 'bundle.js')
  return { file: resolve(file), madeBy: asset ? (ADMIN_JS_SKIP_BUNDLE === 'true' ? 'app' : 'start') : 'request' }
}

/** How long after it was written a bundle may still be written, in milliseconds. */
const settledAfterMs = 5000

/** Whether AdminJS may be making the bundle: after a start in production, or because the app has called admin.watch(). */
export async function isUnderWay({ file, madeBy }: Bundle, admin: AdminJS): Promise<boolean> {
  if (madeBy === 'app') return false
  const writtenAt = await timeOf(file)
  // Of this start, and still without our components: AdminJS made it for another panel.
  if (isOfThisStart(writtenAt) && writtenAt + settledAfterMs < Date.now()) return false
  if (madeBy === 'start') return true
  // What it makes the bundle of; it begins with this.
  const entry = join(dirname(file), 'entry.js')
  return isOfThisStart(await timeOf(entry)) && hasOurComponents(entry, admin)
}

/** When a file was written, in milliseconds since 1970; undefined if there is none. */
const timeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )

const isOfThisStart = (writtenAt: number | undefined): writtenAt is number =>
  writtenAt !== undefined && writtenAt >= performance.timeOrigin

/** What tells one version of a file from the next; undefined if there is no file. */
export async function versionOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined)
  return found && `${String(found.mtimeMs)} ${String(found.size)}`
}

/** Whether the bundle in this file, or what it is made of, has all components that the package added to this panel. */
export async function hasOurComponents(file: string, { componentLoader }: AdminJS): Promise<boolean> {
  const folder = pathOfComponent('')
  const ours = Object.entries(componentLoader.getComponents()).filter(([, path]) => path.startsWith(folder))
  if (ours.length === 0) return true
  const text = await readFile(file, 'utf8').catch(() => '')
  return ours.every(([name]) => new RegExp(`UserComponents\\.${name}\\b`).test(text))
}
