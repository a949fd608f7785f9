// What AdminJS's client throws when the page is not for the one who asks.

/** Whether a request failed for that reason. */
export function isForbiddenError(error: unknown): boolean {
  // What axios throws; AdminJS does not export its type.
  const { response } = error as { response?: { status: number } }
  return response?.status === 403
}
