// What goes between the server and the first page of the panel.

/** Where the button "Log in as ... in a second browser" posts to. */
export const secondBrowserPath = '/demo/second-browser'

/** Something to try. */
export interface Step {
  /** Names the step in the browser, which ticks it off. */
  readonly id: string
  readonly title: string
  readonly text: string
  /** The page where it is done; null for the button that posts to `secondBrowserPath`. */
  readonly href: string | null
}

/** What the first page is made of: who looks, and what there is to try for them. */
export interface Steps {
  readonly userId: string
  readonly email: string
  /** What the settings promise. */
  readonly promise: string
  readonly steps: readonly Step[]
}

/** What the button is told. */
export interface SecondBrowserAnswer {
  /** What happened, for people. */
  readonly text: string
  /** Whether the session of the one who pressed is over. */
  readonly isOver: boolean
}
