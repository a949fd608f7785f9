// Browsers that the demo plays, by what real ones call themselves.

/** A browser on a device. */
export interface Device {
  /** As people call it. */
  readonly name: string
  readonly userAgent: string
}

const mozilla = 'Mozilla/5.0'
const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'

/** Some of them; no two have the same name. */
export const devices = {
  firefox: {
    name: 'Firefox on Windows',
    userAgent: `${mozilla} (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0`,
  },
  iPhone: {
    name: 'Safari on an iPhone',
    userAgent: `${mozilla} (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${apple} Version/18.6 Mobile/15E148 Safari/604.1`,
  },
  mac: {
    name: 'Chrome on a Mac',
    userAgent: `${mozilla} (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Chrome/142.0.0.0 Safari/537.36`,
  },
  edge: {
    name: 'Edge on Windows',
    userAgent: `${mozilla} (Windows NT 10.0; Win64; x64) ${webKit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
  },
  android: {
    name: 'Chrome on an Android phone',
    userAgent: `${mozilla} (Linux; Android 10; K) ${webKit} Chrome/142.0.0.0 Mobile Safari/537.36`,
  },
  linux: {
    name: 'Firefox on Linux',
    userAgent: `${mozilla} (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0`,
  },
} as const satisfies Record<string, Device>
