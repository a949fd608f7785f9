// Many logins of one user at once, straight at the rule, over several clients as several processes have them.
import { inspect } from 'node:util'
import type { PrismaClient } from '@prisma/client'
import type { Guarantee } from './guarantee.js'
import { loginOf, type ruleOf } from './rule.js'
import { createUser } from './sessions.js'

/** What may be different from how the package works by itself. */
export interface Changes {
  /** The isolation level that transactions get, whatever we ask for. */
  readonly isolationLevel?: string
  /** Whether the row of the user is not locked. */
  readonly withoutLock?: boolean
}

/** The client as an app has it whose transactions have this isolation level, whatever we ask for; without locks if told so. */
export function changed(client: PrismaClient, { isolationLevel, withoutLock = false }: Changes): PrismaClient {
  const extended = client.$extends({
    query: {
      $queryRawUnsafe({ args, query }) {
        const [sql, ...values] = args as unknown as [string, ...unknown[]]
        const isLock = / FOR (NO KEY )?UPDATE$/.test(sql) || sql.endsWith('WHERE 1 = 0')
        if (!withoutLock || !isLock) return query(args)
        return query([sql.replace(/ FOR (NO KEY )?UPDATE$/, '').replace(/^UPDATE .*$/, 'SELECT 1'), ...values] as never)
      },
    },
  })
  return new Proxy(extended, {
    get(target, name, receiver) {
      if (name !== '$transaction' || isolationLevel === undefined) return Reflect.get(target, name, receiver) as unknown
      return (work: never, options: object) =>
        (target.$transaction as (...args: unknown[]) => unknown)(work, { ...options, isolationLevel })
    },
  }) as unknown as PrismaClient
}

export interface ParallelLogins {
  readonly promise: Guarantee
  /** Each of them is a process. */
  readonly rules: readonly ReturnType<typeof ruleOf>[]
  /** Where the users are created, and what there is at the end is looked at. */
  readonly prisma: PrismaClient
  readonly limit: number
  readonly atOnce: number
  readonly rounds: number
  /** How many users log in at the same time; one if not given. */
  readonly usersAtOnce?: number
}

/** Each round is another user. All logins succeed, and exactly the limit is live. */
export async function checkParallelLogins(given: ParallelLogins): Promise<void> {
  let left = given.rounds
  const oneByOne = async () => {
    while (left-- > 0) await checkRound(given)
  }
  await Promise.all(Array.from({ length: given.usersAtOnce ?? 1 }, oneByOne))
}

async function checkRound({ promise, rules, prisma, limit, atOnce }: ParallelLogins): Promise<void> {
  const user = await createUser(prisma)
  const logins = Array.from({ length: atOnce }, () => loginOf(user.id, limit))
  const outcomes = await Promise.allSettled(logins.map(async (one, index) => rules[index % rules.length]?.logIn(one)))
  for (const outcome of outcomes) {
    const isIn = outcome.status === 'fulfilled' && outcome.value?.kind === 'loggedIn'
    promise.check(isIn, `a login failed because others ran: ${inspect(outcome, { depth: 6 })}`)
  }
  const links = await prisma.userSession.findMany({ where: { userId: user.id } })
  promise.equal(links.length, limit, 'live sessions')
  const slots = links.map(({ slot }) => slot).sort()
  promise.check(
    slots.every((slot) => slot !== null && slot < limit),
    `slots ${JSON.stringify(slots)}`,
  )
}
