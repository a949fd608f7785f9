// The address of a database as seen from somewhere else: through a pooler, or a switch that a test can close.

/** The same address at the host and port of another one. */
export function seenAt(other: string, url: string): string {
  const seen = new URL(url)
  seen.host = new URL(other).host
  return seen.href
}
