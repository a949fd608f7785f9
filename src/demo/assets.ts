// AdminJS's own files, served from here: Express 5 refuses a file with a dot anywhere in its path, which the folder that
// this repository lies in may well have. They also come before the session, since nothing in them is secret.
import { Router as panelRoutes } from 'adminjs'
import { Router, type RequestHandler } from 'express'
import { resolve } from 'node:path'

/** Returns the routes of the files, for below the panel's root. */
export function serveAssets(): RequestHandler {
  const routes = Router()
  for (const { path, src } of panelRoutes.assets) {
    routes.get(path, (_req, res) => {
      res.sendFile(resolve(src), { dotfiles: 'allow' })
    })
  }
  return routes
}
