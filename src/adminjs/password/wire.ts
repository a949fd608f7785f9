// What the server says of the password that a request came with, or should have come with.

/** What hinders the request; nothing of it was done. */
export type PasswordProblem =
  /** It takes the password of the one who asks, and came without. */
  | { readonly is: 'missing' }
  | { readonly is: 'wrong' }
  /** There were wrong ones just now: this one was not looked at. The answer has the status 429. */
  | { readonly is: 'early'; readonly waitSeconds: number }

/** What a request is answered with that the password hinders; no list, and nothing of a user. */
export interface PasswordAnswer {
  readonly passwordProblem: PasswordProblem
}
