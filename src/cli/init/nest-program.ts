// The change of the program, where the app is one of NestJS.

/** The files of an app with @adminjs/nestjs, whole: the loader and the module. `src/README.md` shows the same, and its tests run it. */
export const nestFiles: readonly string[] = [
  `// single-session.loader.ts
import AdminJSExpress from '@adminjs/express'
import { AbstractLoader } from '@adminjs/nestjs'
import type { AbstractHttpAdapter } from '@nestjs/core'
import type AdminJS from 'adminjs'
import { singleSession } from './single-session.js'
import { authenticate } from './users.js'

export class SingleSessionLoader extends AbstractLoader {
  override register(admin: AdminJS, httpAdapter: AbstractHttpAdapter) {
    httpAdapter.use(singleSession.middleware(admin))
    const authentication = singleSession.authentication({ authenticate })
    const router = AdminJSExpress.buildAuthenticatedRouter(admin, authentication, null, singleSession.sessionOptions)
    httpAdapter.use(admin.options.rootPath, router)
  }
}
`,
  `// app.module.ts
import { AdminModule } from '@adminjs/nestjs'
import { Module } from '@nestjs/common'
import { withSingleSession } from 'adminjs-single-session'
import { SingleSessionLoader } from './single-session.loader.js'
import { singleSession } from './single-session.js'
import { userResource } from './users.js'

@Module({
  imports: [
    AdminModule.createAdminAsync({
      customLoader: SingleSessionLoader,
      useFactory: () => ({ adminJsOptions: withSingleSession({ resources: [userResource] }, singleSession) }),
    }),
  ],
})
export class AppModule {}
`,
]

/** What an app with @adminjs/nestjs has to do. */
export const nestSteps = `AdminModule makes the AdminJS and mounts its router by itself. Let a
loader of your own mount ours in its place, and give it to AdminModule as customLoader, without auth and
sessionOptions. single-session.ts exports singleSession = createSingleSession({ prisma, secret }):

${nestFiles.join('\n')}
Nest's body parser may stay on. Nest's controllers have no session that way; if yours log users in or out,
mount the panel in main.ts by app.use(), before app.listen().`
