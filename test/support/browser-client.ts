// A browser without a screen: real HTTP with a cookie jar, which follows no redirect.

export interface Answer {
  status: number
  location: string | null
  headers: Headers
  text: string
  json(): unknown
}

export class BrowserClient {
  readonly #origin: string
  readonly cookies = new Map<string, string>()

  constructor(origin: string) {
    this.#origin = origin
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
    const copy = new BrowserClient(this.#origin)
    for (const [name, value] of this.cookies) copy.cookies.set(name, value)
    return copy
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    if (/expires=Thu, 01 Jan 1970/i.test(cookie)) this.cookies.delete(name)
    else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1))
  }
}
