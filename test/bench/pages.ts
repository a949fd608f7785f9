// The pages of the panel that are timed. A line adds one, here and in the test that counts its statements.

/** A page, or what a page asks the panel for: AdminJS's pages are one HTML, which then asks for their records. */
export interface PanelPage {
  /** What it is called in tables. */
  readonly title: string
  readonly path: string
  /** The most statements that it takes with us. */
  readonly statements: number
  /** Whether nobody is logged in there. */
  readonly isForStrangers?: boolean
  /** Whether AdminJS alone has no such page. */
  readonly isOurs?: boolean
}

/** The pages by the names that they have in the figures. */
export const pages = {
  login: { title: 'login page', path: '/admin/login', statements: 0, isForStrangers: true },
  first: { title: 'first page', path: '/admin', statements: 1 },
  // The session, the permissions of the one who looks, the live sessions of those shown, and AdminJS's own two.
  users: { title: 'list of users', path: '/admin/api/resources/User/actions/list', statements: 5 },
  user: { title: 'one user', path: '/admin/api/resources/User/records/1/show', statements: 4 },
  // The session, the permissions, the users whom the events name, and AdminJS's own two.
  auditTrail: { title: 'audit trail', path: '/admin/api/resources/SessionEvent/actions/list', statements: 6 },
  mySessions: { title: '"My sessions"', path: '/admin/api/pages/mySessions', statements: 4, isOurs: true },
  // The session, the permissions, the live sessions with their users, and how many there are.
  whoIsOnline: { title: '"Who is online"', path: '/admin/api/pages/whoIsOnline', statements: 5, isOurs: true },
  // What an open tab asks every ten seconds.
  openTab: { title: 'question of an open tab', path: '/admin/api/single-session', statements: 1, isOurs: true },
} as const satisfies Readonly<Record<string, PanelPage>>

export type PageName = keyof typeof pages

export const pageNames = Object.keys(pages) as PageName[]

/** A page by its name, with what its line leaves out. */
export const pageOf = (name: PageName): PanelPage => pages[name]
