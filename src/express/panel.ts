// A panel, as the session of a request sees it: which requests are for it, and which logins open it.
import { Router, type Request, type RequestHandler, type Response } from 'express'
import type { SessionData } from 'express-session'

declare module 'express-session' {
  interface SessionData {
    /** The root path of the panel whose login this session is. */
    singleSessionPanel?: string
  }
}

/** One AdminJS of the app. */
export interface Panel {
  /** AdminJS's root path, by which a session names its panel. */
  readonly rootPath: string
  /** Whether a request is for one of AdminJS's own files, which are the same for everybody. */
  isAsset(req: Request): boolean
  /** Runs before such a request is answered. */
  readonly beforeAsset: RequestHandler
  /** Whether Express leads a request to this panel. */
  matches(req: Request, res: Response): boolean
  /** Whether the login in a session that names this panel opens it, and not another one alone. */
  opensWith(rootPath: string | undefined): boolean
}

/**
 * Returns what tells whether Express leads a request to what is mounted at this path. It asks a router of Express, so that a
 * path matches here whenever it matches there: a guess of our own could leave a request to a panel unguarded.
 */
export function matcherOf(paths: string | string[], { isExact } = { isExact: false }) {
  const router = Router()
  let isMatch = false
  const note = (_req: Request, _res: Response, next: (signal: 'router') => void): void => {
    isMatch = true
    next('router')
  }
  if (isExact) router.all(paths, note)
  else router.use(paths, note)
  const part = partOf(paths)
  return (req: Request, res: Response): boolean => {
    if (!req.url.toLowerCase().includes(part)) return false
    isMatch = false
    // Nothing in it waits: it has answered when it returns.
    void router(req, res, () => undefined)
    return isMatch
  }
}

/**
 * A text that is in the URL of each request that Express leads to this path: the path itself, where none of its characters
 * means anything to Express but itself. It spares most requests of the app the question.
 */
const partOf = (paths: string | string[]): string =>
  typeof paths === 'string' && /^[\w/-]+$/.test(paths) ? paths.toLowerCase() : ''

/** The panel that a request is for: of two that fit, the one with the longer path lies in the other. */
export function panelFor<P extends Pick<Panel, 'rootPath' | 'matches'>>(
  panels: readonly P[],
  req: Request,
  res: Response,
): P | undefined {
  return panels
    .filter((panel) => panel.matches(req, res))
    .reduce<P | undefined>(
      (longest, panel) => (longest && longest.rootPath.length >= panel.rootPath.length ? longest : panel),
      undefined,
    )
}

/** Whether this session holds a login that does not open the panel. */
export function isLoginElsewhere(session: Partial<SessionData>, panel: Panel | undefined): boolean {
  return panel !== undefined && Boolean(session.adminUser) && !panel.opensWith(session.singleSessionPanel)
}
