// The databases that the package is made for. Another one is one more file, and one more line here.
import type { Dialect } from './dialect.js'
import { mysql } from './mysql.js'
import { postgresql } from './postgresql.js'
import { sqlite } from './sqlite.js'

/** The dialects by Prisma's name of their provider. */
export const dialects = { sqlite, postgresql, mysql } satisfies Record<string, Dialect>

/** Prisma's name of a database that the package is made for. */
export type Provider = keyof typeof dialects

/** All of these names. */
export const providers = Object.keys(dialects) as Provider[] // The record has no other keys: it is written out above.
