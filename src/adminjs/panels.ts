// The panels of one single session, and which of them share their logins: those with the same way in. Where the ways differ,
// a login at one must not open the other, so when in doubt a session opens nothing but the panel that it was opened at.
import type AdminJS from 'adminjs'
import type { Request } from 'express'
import { SingleSessionError } from '../errors.js'
import { matcherOf, type Panel } from '../express/panel.js'
import { requestState } from '../express/request-state.js'
import { assetsOf } from './assets.js'
import { freshBundle } from './bundle/fresh-bundle.js'
import { hooksOf, type AuthProvider, type AuthenticationHooks } from './login/auth-provider.js'

/** How people get in: the app's function, or its auth provider. */
export type WayIn = AuthProvider | ((...values: never[]) => unknown)

/** A panel, and what we need of its auth provider. */
export interface AdminPanel extends Panel {
  readonly admin: AdminJS
  readonly hooks: AuthenticationHooks
}

/** The panels of one single session. */
export class Panels {
  readonly #panels: AdminPanel[] = []
  readonly #ways = new Map<AdminJS, WayIn>()
  #commonWay: WayIn | undefined

  get list(): readonly AdminPanel[] {
    return this.#panels
  }

  /**
   * Adds the panel of this AdminJS, unless it is there.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION if another AdminJS has the same root path.
   */
  add(admin: AdminJS): AdminPanel {
    const { rootPath } = admin.options
    const known = this.#panels.find((one) => one.rootPath === rootPath)
    if (known?.admin === admin) return known
    if (known) throw sameRootPath(rootPath)
    const matches = matcherOf(rootPath)
    const hooks = (): AuthenticationHooks => hooksOf(this.#wayInto(panel))
    const panel: AdminPanel = {
      ...{ admin, rootPath, isAsset: assetsOf(admin), beforeAsset: freshBundle({ admin, rootPath }), matches },
      opensWith: (name) => this.#opens(panel, name),
      // The app names its auth provider after this.
      hooks: {
        hasProvider: () => hooks().hasProvider(),
        uiProps: () => hooks().uiProps(),
        onLogout: (req, res) => hooks().onLogout(req, res),
      },
    }
    this.#panels.push(panel)
    return panel
  }

  /**
   * Notes how people get into the panel of this AdminJS, or into all that have no way of their own, and returns it.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION if it cannot tell which panel is meant.
   */
  enterBy(way: WayIn, admin: AdminJS | undefined): WayIn {
    if (admin === undefined) {
      if (this.#commonWay !== undefined && this.#commonWay !== way) throw whichPanel()
      this.#commonWay = way
    } else {
      const { admin: known } = this.#panelOf(admin)
      if ((this.#ways.get(known) ?? way) !== way) throw whichPanel()
      this.#ways.set(known, way)
    }
    return way
  }

  /** Whether this is how people get into the panel that a request is for. */
  isWayOf(way: WayIn, req: Request): boolean {
    const panel = this.#panels.find((one) => one === requestState(req).panel)
    return panel !== undefined && this.#wayInto(panel) === way
  }

  /**
   * Notes which panel a login by this request opens: that of `admin`, if it is given.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION if it is none of ours.
   */
  choose(req: Request, admin: AdminJS | undefined): void {
    requestState(req).panelToOpen = admin && this.#panelOf(admin).rootPath
  }

  /**
   * The root path of the panel that a login opens: the one that was chosen, or the one that the request is for.
   *
   * @throws ERR_SINGLE_SESSION_INVALID_OPTION if there are several, and neither tells which.
   */
  toOpen(req: Request): string {
    const { panelToOpen, panel } = requestState(req)
    const [first] = this.#panels
    if (panelToOpen !== undefined) return panelToOpen
    if (panel) return panel.rootPath
    if (first && this.#shareAll(first)) return first.rootPath
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      `login has to be told which panel it opens: ${this.#panels.map(({ rootPath }) => rootPath).join(' and ')} do not ` +
        'share their logins. Write singleSession.login(req, user, admin).',
    )
  }

  #wayInto({ admin }: AdminPanel): WayIn | undefined {
    return this.#ways.get(admin) ?? this.#commonWay
  }

  #share(one: AdminPanel, other: AdminPanel): boolean {
    const way = this.#wayInto(one)
    return one === other || (way !== undefined && way === this.#wayInto(other))
  }

  #shareAll(panel: AdminPanel): boolean {
    return this.#panels.every((other) => this.#share(panel, other))
  }

  #opens(panel: AdminPanel, name: string | undefined): boolean {
    // The app emptied the session, as by req.session.regenerate(), and logged in the same user by itself.
    if (name === undefined) return this.#shareAll(panel)
    return this.#panels.some((other) => other.rootPath === name && this.#share(panel, other))
  }

  #panelOf(admin: AdminJS): AdminPanel {
    const panel = this.#panels.find((one) => one.admin === admin)
    if (panel) return panel
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_INVALID_OPTION',
      'admin has to be an AdminJS that singleSession.middleware(admin) was given. ' +
        'Write app.use(singleSession.middleware(admin)) for each of your panels first.',
    )
  }
}

function sameRootPath(rootPath: string): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    `rootPath has to be another one for each panel of a single session; it is '${rootPath}' for two. ` +
      `Write new AdminJS({ rootPath: '/staff', loginPath: '/staff/login', logoutPath: '/staff/logout', ... }), ` +
      'or call createSingleSession for each panel.',
  )
}

function whichPanel(): SingleSessionError {
  return new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    'authentication was called again with another authenticate or provider, so it has to be told which panel each is for. ' +
      'Write singleSession.authentication({ admin, authenticate }), with admin the AdminJS of its router.',
  )
}
