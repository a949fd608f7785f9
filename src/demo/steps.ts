// What there is to try: for whom, and under which settings of the demo.
import type { CurrentAdmin, PageContext, ViewHelpers } from 'adminjs'
import type { Database } from './database.js'
import { limitOf, type Settings } from './limit-of.js'
import type { Step, Steps } from './wire.js'

/** What the steps depend on. */
interface Look {
  readonly h: ViewHelpers
  readonly options: Settings
  readonly userId: string
  readonly email: string
  /** Whom this user may log out, if anybody. */
  readonly reach: 'nobody' | 'ordinary users' | 'everyone'
  /** The id of the user whose sessions there are to see. */
  readonly otherId: string | undefined
  /** Whether the panel has a page by this name. */
  readonly hasPage: (name: string) => boolean
}

/** What AdminJS gives the handler of a first page, whatever its type says. */
type DashboardContext = PageContext & { readonly h: ViewHelpers }

/** Returns the handler of the first page. */
export function createStepsHandler(prisma: Database, options: Settings) {
  return async (_request: unknown, _response: unknown, context: PageContext): Promise<Steps> => {
    const { h, _admin, currentAdmin } = context as DashboardContext
    const { id, email } = currentAdmin as CurrentAdmin & { id: number }
    const user = await prisma.user.findUnique({ where: { id } })
    const others = ['bob@example.com', 'alice@example.com'].filter((address) => address !== email)
    const other = await prisma.user.findFirst({ where: { email: { in: others } }, orderBy: { email: 'desc' } })
    const { pages } = _admin.options
    return stepsFor({
      ...{ h, options, email, userId: String(id), otherId: other ? String(other.id) : undefined },
      reach: user ? reachOf(user) : 'nobody',
      hasPage: (name) => name in (pages ?? {}),
    })
  }
}

function reachOf({ isSuperuser, permissions }: { isSuperuser: boolean; permissions: string }): Look['reach'] {
  const names = permissions.split(',').map((name) => name.trim())
  if (isSuperuser || names.includes('single_session.logout_all')) return 'everyone'
  return names.includes('single_session.logout') ? 'ordinary users' : 'nobody'
}

function stepsFor(look: Look): Steps {
  const { userId, email, reach } = look
  const groups = [ownSteps(look), ...(reach === 'nobody' ? [] : [administratorSteps(look)]), lastSteps(look)]
  return { userId, email, promise: promiseOf(look.options), steps: groups.flat() }
}

function promiseOf(options: Settings): string {
  const limit = limitOf(options)
  if (limit === 1) return 'One active session per user'
  return Number.isFinite(limit) ? `${String(limit)} active sessions per user` : 'Any number of sessions per user'
}

function ownSteps({ h, email, options, userId }: Look): Step[] {
  return [
    {
      id: 'secondBrowser',
      title: `Log in as ${email} in a second browser`,
      text: secondLogin(options),
      href: null,
    },
    {
      id: 'mySessions',
      title: 'See where you are logged in',
      text: limitOf(options) === 1 ? 'Your one session, with device and address.' : 'End one, or all but this one.',
      href: h.pageUrl('mySessions'),
    },
    {
      id: 'password',
      title: 'Change your password',
      text: 'Whoever is logged in with the old one is out. You stay.',
      href: h.editUrl('User', userId),
    },
  ]
}

/** What happens to the second login, in a sentence or two. */
function secondLogin(options: Settings): string {
  const limit = limitOf(options)
  if (!Number.isFinite(limit)) return 'Here people may have any number of sessions, so you stay logged in.'
  const most = limit === 1 ? 'one session' : `${String(limit)} sessions`
  if (options.atLimit === 'refuse') return `You may have ${most}. One more is refused, and you stay.`
  if (options.atLimit === 'ask') return `You may have ${most}. One more has to choose which of them ends.`
  return limit === 1 ? 'Watch this tab: it goes, and says why.' : `You may have ${most}. One more ends the oldest.`
}

function administratorSteps({ h, reach, otherId, hasPage }: Look): Step[] {
  const isForAll = reach === 'everyone'
  const whoIsOnline = 'whoIsOnline'
  const steps: (Step | false)[] = [
    hasPage(whoIsOnline) && {
      id: whoIsOnline,
      title: 'See who is online',
      text: 'Everybody, from which device and since when.',
      href: h.pageUrl(whoIsOnline),
    },
    {
      id: 'logoutUsers',
      title: 'Log users out',
      text: `Tick some in the list, and choose “Log out on all sessions”. You may do so with ${reach}.`,
      href: h.resourceUrl({ resourceId: 'User' }),
    },
    otherId !== undefined && {
      id: 'userSessions',
      title: 'Look at somebody’s sessions',
      text: 'And end one of them.',
      href: h.recordActionUrl({ resourceId: 'User', recordId: otherId, actionName: 'sessions' }),
    },
    isForAll && {
      id: 'logoutEveryone',
      title: 'Log everyone out',
      text: 'For the day on which passwords got about. You may stay.',
      href: h.resourceActionUrl({ resourceId: 'User', actionName: 'logoutEveryone' }),
    },
    isForAll && {
      id: 'trail',
      title: 'Read the audit trail',
      text: 'Who logged in, whose login failed, who was logged out, by whom and why.',
      href: h.resourceUrl({ resourceId: 'SessionEvent' }),
    },
  ]
  return steps.filter((step) => step !== false)
}

function lastSteps({ h, options: { logoutAllSessions } }: Look): Step[] {
  const text = logoutAllSessions === false ? 'In this browser. The others stay.' : 'In this browser and in all others.'
  return [{ id: 'logout', title: 'Log out', text, href: h.logoutUrl() }]
}
