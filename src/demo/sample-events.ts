// Events to look at on a fresh database: what people did on the last thirty days, working days more than others.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { SessionEventName } from '../index.js'
import { devices } from './devices.js'
import type { Database } from './database.js'

const days = 30
const dayMs = 86_400_000
const hourMs = 3_600_000

/** What everybody logs in from: two devices and their addresses. The first is at work. */
const habits: Readonly<Record<string, readonly (readonly [userAgent: string, ipAddress: string])[]>> = {
  alice: [
    [devices.mac.userAgent, '192.0.2.201'],
    [devices.iPhone.userAgent, '2001:db8:5::23'],
  ],
  bob: [
    [devices.firefox.userAgent, '192.0.2.10'],
    [devices.android.userAgent, '192.0.2.44'],
  ],
  carol: [
    [devices.edge.userAgent, '192.0.2.10'],
    [devices.iPhone.userAgent, '2001:db8:77::a1'],
  ],
  dave: [
    [devices.linux.userAgent, '192.0.2.131'],
    [devices.iPhone.userAgent, '192.0.2.87'],
  ],
  root: [[devices.mac.userAgent, '192.0.2.2']],
}

/** Whoever tries passwords. */
const stranger = { ipAddress: '2001:db8:bad::1', userAgent: devices.linux.userAgent } as const

interface Facts {
  readonly event: SessionEventName
  readonly userId?: number
  readonly byUserId?: number
  readonly sessionKey?: string
  readonly ipAddress?: string
  readonly userAgent?: string
}

/** Writes them, up to yesterday by the clock of the database: today belongs to what really happened. */
export async function makeSampleEvents(prisma: Database): Promise<void> {
  const users = await prisma.user.findMany()
  const idOf = (name: string) => users.find(({ email }) => email.startsWith(`${name}@`))?.id ?? 0
  const today = await midnight(prisma)
  const rows: (Facts & { id: string; createdAt: Date })[] = []
  for (let day = days - 1; day > 0; day -= 1) {
    const date = new Date(today - day * dayMs)
    const at = (hour: number, facts: Facts): void => {
      rows.push({ id: randomUUID(), createdAt: new Date(date.getTime() + Math.round(hour * hourMs)), ...facts })
    }
    dayOf(date.getUTCDay(), day, idOf, at)
  }
  await prisma.sessionEvent.createMany({ data: rows })
}

/** When today began, in UTC. */
async function midnight(prisma: Database): Promise<number> {
  const newest = await prisma.userSession.aggregate({ _max: { lastSeenAt: true } })
  const now = newest._max.lastSeenAt?.getTime() ?? Date.now()
  return now - (now % dayMs)
}

type Note = (hour: number, facts: Facts) => void

/** What happens on a day; `day` is how long ago it is. */
function dayOf(weekday: number, day: number, idOf: (name: string) => number, at: Note): void {
  const isOff = weekday === 0 || weekday === 6
  for (const [name, places] of Object.entries(habits)) {
    const chance = shareOf(`${name} ${String(day)}`)
    if (chance > (isOff ? 0.25 : name === 'root' ? 0.4 : 0.9)) continue
    const userId = idOf(name)
    const start = 7 + chance * 4
    const first = sessionAt(places[0])
    at(start, { ...first, event: 'login', userId })
    const second = sessionAt(places[1])
    if (places[1] && chance > 0.45) {
      // The phone takes the place of the desk, whose session ends by it.
      const noon = start + 3 + chance
      at(noon, { ...second, event: 'replaced', userId, sessionKey: first.sessionKey })
      at(noon, { ...second, event: 'login', userId })
      at(noon + 5, { ...second, event: 'logout', userId })
    } else if (chance > 0.15) at(start + 8, { ...first, event: 'logout', userId })
    else at(start + 2, { ...by(idOf('carol'), 'carol'), event: 'revoked', userId, sessionKey: first.sessionKey })
  }
  if (day % 6 === 1) at(8.2, { event: 'loginFailed', ...client(habits.bob?.[0]) })
  if (day === 9 || day === 21) for (let n = 0; n < 7; n += 1) at(3 + n / 100, { event: 'loginFailed', ...stranger })
  if (day === 5 || day === 17) at(16, { ...by(idOf('root'), 'root'), event: 'userChanged', userId: idOf('bob') })
}

const by = (byUserId: number, name: string) => ({ byUserId, ...client(habits[name]?.[0]) })

const client = ([userAgent = '', ipAddress = '']: readonly string[] = []) => ({ userAgent, ipAddress })

/** A session that nobody has: its key is that of no session id. */
const sessionAt = (place: readonly string[] | undefined) => ({
  sessionKey: randomBytes(32).toString('base64url'),
  ...client(place),
})

/** A number from 0 to 1, the same for the same text: each demo tells the same story. */
const shareOf = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE() / 2 ** 32
