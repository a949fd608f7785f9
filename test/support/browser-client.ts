// A browser without a screen: real HTTP with a cookie jar, which follows no redirect. As browsers do, it drops a cookie when its
// time has come, by its own clock.

export interface Answer {
  status: number
  location: string | null
  headers: Headers
  text: string
  json(): unknown
}

export class BrowserClient {
  readonly #origin: string
  readonly #now: () => number
  readonly cookies = new Map<string, string>()
  readonly #ends = new Map<string, number>()

  constructor(origin: string, now = () => Date.now()) {
    this.#origin = origin
    this.#now = now
  }

  get(path: string, init: RequestInit = {}): Promise<Answer> {
    return this.request(path, { method: 'GET', ...init })
  }

  /** Posts a form, as a browser does. */
  post(path: string, fields: Record<string, string> = {}, init: RequestInit = {}): Promise<Answer> {
    return this.request(path, { method: 'POST', body: new URLSearchParams(fields), ...init })
  }

  async request(path: string, init: RequestInit): Promise<Answer> {
    const headers = new Headers(init.headers)
    for (const [name, end] of this.#ends) if (end <= this.#now()) this.#drop(name)
    // As browsers say of what a page of the panel itself sends.
    const isSaid = ['sec-fetch-site', 'origin', 'referer'].some((name) => headers.has(name))
    if (!isSaid) headers.set('sec-fetch-site', 'same-origin')
    if (!headers.has('cookie') && this.cookies.size > 0) headers.set('cookie', this.cookieHeader)
    const response = await fetch(this.#origin + path, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const text = await response.text()
    const location = response.headers.get('location')
    return {
      status: response.status,
      location,
      headers: response.headers,
      text,
      json: () => JSON.parse(text) as unknown,
    }
  }

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** A second window or a thief: another client with the same cookies. */
  copy(): BrowserClient {
    const copy = new BrowserClient(this.#origin, this.#now)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    for (const [name, end] of this.#ends) copy.#ends.set(name, end)
    return copy
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    this.#drop(name)
    const valueOf = (attribute: string) =>
      attributes.map((text) => text.trim().split('=')).find(([key]) => key?.toLowerCase() === attribute)?.[1]
    const [maxAge, expires] = [valueOf('max-age'), valueOf('expires')]
    // RFC 6265, section 5.3: of the two, Max-Age counts.
    const end = maxAge === undefined ? Date.parse(expires ?? '') : this.#now() + Number(maxAge) * 1000
    if (end <= this.#now()) return
    this.cookies.set(name, pair.slice(pair.indexOf('=') + 1))
    // Without either of them it lasts until the browser is closed.
    if (!Number.isNaN(end)) this.#ends.set(name, end)
  }

  #drop(name: string): void {
    this.cookies.delete(name)
    this.#ends.delete(name)
  }
}
