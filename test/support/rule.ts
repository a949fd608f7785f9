// The rule on a database, without HTTP and without a panel, for what concerns the database alone.
import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import type { PrismaClientLike } from '../../src/index.js'
import { resolveOptions } from '../../src/options/options.js'
import { createPrismaPort } from '../../src/prisma/prisma-port.js'
import type { Login } from '../../src/rule/log-in.js'
import { createRule, type Rule } from '../../src/rule/rule.js'
import type { UserId } from '../../src/rule/session.js'

/** The rule on the database of this client. */
export function ruleOf(prisma: PrismaClientLike, queryTimeoutMs = 10_000): Rule {
  const configuration = resolveOptions({ prisma, secret: 'x'.repeat(32), queryTimeoutMs })
  return createRule(createPrismaPort(configuration.prisma, queryTimeoutMs), configuration)
}

/** A login of a user in a new browser, who has proved just now who they are. */
export const loginOf = (userId: UserId, limit: number | boolean = 1): Login => ({
  ...{ userId, limit, sid: randomUUID(), previous: null, atLimit: 'end-oldest', ending: [] },
  contentFor: () => ({ data: '{"cookie":{}}', idleMs: null }),
  client: { ipAddress: null, userAgent: null },
  proof: { askedAt: performance.now(), knownChange: null },
})
