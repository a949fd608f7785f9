// Sessions to look at on a fresh database: live ones, of people who logged in today from devices elsewhere. Real logins make
// them, so that the rule gives them their places; then they are moved back in time. Nobody has their cookies.
import { devices, type Device } from './devices.js'
import type { Database } from './database.js'
import { limitOf, type Settings } from './limit-of.js'
import type { LoginElsewhere } from './login-elsewhere.js'
import type { AuthenticatedUser } from './users.js'

/** One of them: its device and address, and how many minutes ago it began and was used. */
export interface SampleSession {
  readonly device: Device
  readonly ipAddress: string
  readonly begun: number
  readonly seen: number
}

/** Whose they are, by the names of the accounts. The addresses are of the ranges for documentation (RFC 5737, RFC 3849). */
const samples: Readonly<Record<string, readonly SampleSession[]>> = {
  bob: [
    { device: devices.android, ipAddress: '192.0.2.44', begun: 540, seen: 3 },
    { device: devices.firefox, ipAddress: '192.0.2.10', begun: 260, seen: 41 },
    { device: devices.mac, ipAddress: '2001:db8:12::7', begun: 75, seen: 12 },
  ],
  carol: [
    { device: devices.edge, ipAddress: '192.0.2.10', begun: 190, seen: 2 },
    { device: devices.iPhone, ipAddress: '2001:db8:77::a1', begun: 130, seen: 66 },
  ],
  dave: [
    { device: devices.linux, ipAddress: '192.0.2.131', begun: 415, seen: 18 },
    { device: devices.iPhone, ipAddress: '192.0.2.87', begun: 35, seen: 5 },
  ],
  alice: [
    { device: devices.iPhone, ipAddress: '2001:db8:5::23', begun: 610, seen: 95 },
    { device: devices.mac, ipAddress: '192.0.2.201', begun: 50, seen: 8 },
  ],
  root: [{ device: devices.mac, ipAddress: '192.0.2.2', begun: 320, seen: 150 }],
}

/** How long a session lives without a request: `idleTimeoutMs`, which the demo leaves as it is. */
const idleMs = 86_400_000
const minuteMs = 60_000

type LogIn = (user: AuthenticatedUser, device: Device) => Promise<LoginElsewhere>

/** Makes them. Everybody can still log in: a place stays free, or the login ends the session that has it. */
export async function makeSampleSessions(prisma: Database, options: Settings, logIn: LogIn): Promise<void> {
  const users = await prisma.user.findMany()
  for (const { id, email, isSuperuser } of users) {
    const name = email.split('@')[0] ?? ''
    for (const sample of (samples[name] ?? []).slice(0, mostFor(name, options))) {
      await logIn({ id, email, isSuperuser }, sample.device)
      await moveBack(prisma, id, sample)
    }
  }
}

/** How many a user gets. With one session a user, those whom the README begins with get none. */
function mostFor(name: string, options: Settings): number {
  const limit = limitOf(options)
  if (limit > 1) return limit - 1
  return (options.atLimit ?? 'end-oldest') === 'end-oldest' && name !== 'alice' && name !== 'root' ? 1 : 0
}

/** As if it had happened then, and from there; no user has two sessions on one device. By the clock of the database. */
async function moveBack(prisma: Database, userId: number, sample: SampleSession): Promise<void> {
  const { ipAddress } = sample
  const { userAgent } = sample.device
  const link = await prisma.userSession.findFirst({ where: { userId, userAgent } })
  if (!link) return
  const ago = (minutes: number): Date => new Date(link.createdAt.getTime() - minutes * minuteMs)
  const [createdAt, lastSeenAt] = [ago(sample.begun), ago(sample.seen)]
  const expiresAt = new Date(lastSeenAt.getTime() + idleMs)
  await prisma.userSession.update({ where: { sid: link.sid }, data: { createdAt, lastSeenAt, ipAddress } })
  await prisma.session.update({ where: { sid: link.sid }, data: { expiresAt } })
  await prisma.sessionEvent.updateMany({ where: { userId, userAgent, event: 'login' }, data: { createdAt, ipAddress } })
}
