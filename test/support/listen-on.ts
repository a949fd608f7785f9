// An Express app on real HTTP, at a port of its own.
import type { AddressInfo } from 'node:net'
import type { ErrorRequestHandler, Express } from 'express'

/** Where an app listens. */
export interface ListeningApp {
  readonly origin: string
  /** What reached its error handler. */
  readonly errors: unknown[]
  readonly stop: () => Promise<void>
}

/** Lets an app listen, whose routes are all there. */
export async function listenOn(app: Express): Promise<ListeningApp> {
  const errors: unknown[] = []
  const keep: ErrorRequestHandler = (error, _req, _res, next) => {
    errors.push(error)
    next(error)
  }
  app.use(keep)
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    errors,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
