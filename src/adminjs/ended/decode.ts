// Reads in the browser what the server has written into the login page.

/** The value of which this is the base64 of the JSON in UTF-8; undefined if it is none. */
export function decode(encoded: unknown): unknown {
  if (typeof encoded !== 'string') return undefined
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0))
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return value
  } catch {
    return undefined
  }
}
