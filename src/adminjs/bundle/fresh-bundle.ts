// Keeps AdminJS from serving a bundle that is older than this package in the app, or than its start: the browser knows none of
// our components then, "My sessions" and the drawers are empty, open tabs notice nothing, and no log tells of it.
import { rm } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type AdminJS from 'adminjs'
import type { RequestHandler, Response } from 'express'
import { bundleOf, bundlePath, hasOurComponents, isUnderWay, versionOf, type Bundle } from './bundle-file.js'

/** How long after a start AdminJS may be at work on the bundle, in milliseconds, and how often we look. */
const [longestMs, pauseMs] = [60_000, 100]

/** Returns what stands before AdminJS's own answer to a request for the bundle. */
export function freshBundle({ rootPath, admin }: { rootPath: string; admin: AdminJS }): RequestHandler {
  const path = `${rootPath === '/' ? '' : rootPath}${bundlePath}`
  const startedAt = performance.now()
  let goodVersion: string | undefined
  let isRemoved = false
  let looking: Promise<void> | undefined

  const isGood = async (file: string): Promise<boolean> => {
    const version = await versionOf(file)
    if (version !== undefined && version === goodVersion) return true
    if (!(await hasOurComponents(file, admin))) return false
    goodVersion = version
    return true
  }

  /** Waits for the bundle that AdminJS is making, or lets it make another one, or says that nobody does. */
  const look = async (bundle: Bundle): Promise<void> => {
    const { file, madeBy } = bundle
    // AdminJS makes it for this request.
    if (madeBy === 'request' && (await versionOf(file)) === undefined) return
    while (!(await isGood(file))) {
      if (performance.now() < startedAt + longestMs && (await isUnderWay(bundle, admin))) {
        await sleep(pauseMs)
        continue
      }
      // Once: if it comes back as it was, somebody else makes it.
      const isRemovedNow = madeBy === 'request' && !isRemoved
      if (isRemovedNow) await rm(file, { force: true })
      isRemoved ||= isRemovedNow
      warnOfOldBundle(file, madeBy, isRemovedNow)
      return
    }
  }

  return function withFreshBundle(req, res, next) {
    if (req.path !== path) {
      next()
      return
    }
    const bundle = bundleOf()
    // Several tabs at once ask for it once. What goes wrong is no reason to withhold the file.
    looking ??= look(bundle)
      .catch(() => undefined)
      .finally(() => (looking = undefined))
    void looking.then(() => {
      serve(res, next, bundle)
    })
  }
}

function serve(res: Response, next: () => void, { file, madeBy }: Bundle): void {
  // Express 5 takes a folder for hidden whose name begins with a dot, and AdminJS's own is called .adminjs.
  if (madeBy === 'request' || !/[\\/]\./.test(file)) {
    next()
    return
  }
  res.sendFile(file, { dotfiles: 'allow' }, (error?: Error) => {
    if (error && !res.headersSent) next()
  })
}

const warned = new Set<string>()

function warnOfOldBundle(file: string, madeBy: Bundle['madeBy'], isRemoved: boolean): void {
  if (warned.has(file)) return
  warned.add(file)
  const cures = {
    request: `${isRemoved ? 'It was removed, and AdminJS is making it anew. ' : ''}Write admin.watch() after new AdminJS(...), so that AdminJS makes it at each start.`,
    start:
      'AdminJS did not make it anew within a minute of the start. Write await admin.initialize() before app.listen(), which fails ' +
      'if AdminJS cannot make it. Give all panels of the app one ComponentLoader.',
    app: 'ADMIN_JS_SKIP_BUNDLE is true, so the app makes it: bundle the components again, with the options that withSingleSession returns.',
  }
  process.emitWarning(
    `AdminJS's bundle ${file} lacks components of adminjs-single-session, so that parts of the panel do not work in the browser. ${cures[madeBy]}`,
    { code: 'SINGLE_SESSION_OLD_BUNDLE' },
  )
}
