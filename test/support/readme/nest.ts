// Starts the NestJS app of the recipe, as `main.ts` of an app does, and says where it listens. Beside the recipe's module it
// has a controller, which says who is logged in and sends back what it is sent. If the loader exports a panel, it comes first.
import 'reflect-metadata'
import { Body, Controller, Get, Post, Req, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import type { Request, RequestHandler } from 'express'

class Own {
  whoIsThere({ session }: Partial<Request>) {
    return { session: session !== undefined, user: session?.adminUser ?? null }
  }

  echo(body: unknown) {
    return body
  }
}

// What decorators do, where the compiler knows another kind of them.
const { prototype } = Own
Controller('own')(Own)
for (const [name, verb, parameter] of [
  ['whoIsThere', Get(), Req()],
  ['echo', Post(), Body()],
] as const) {
  verb(prototype, name, Object.getOwnPropertyDescriptor(prototype, name) ?? {})
  parameter(prototype, name, 0)
}

// The recipe comes out of the README, so no type knows it.
const [modulePath, loaderPath] = ['./app.module.js', './single-session.loader.js']
const { AppModule } = (await import(modulePath)) as { AppModule: Type }
const { panel } = (await import(loaderPath)) as { panel?: RequestHandler }

const whole = { module: Own, imports: [AppModule], controllers: [Own] }
const app = await NestFactory.create<NestExpressApplication>(whole)
if (panel) app.use(panel)
await app.listen(0, '127.0.0.1')
process.stdout.write(`listening on ${new URL(await app.getUrl()).port}\n`)
