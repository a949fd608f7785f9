// The short form of two parts of `npm run bench`: what it writes is complete, and the statements are right. Its times are not
// looked at. The statements of the pages are in panel-pages.test.ts.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseBenchOptions, UsageError } from './bench/options.js'
import type { FirstPaintFigures } from './bench/parts/first-paint.js'
import { run } from './support/process.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const bench = (...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'test/bench/run.ts', ...args], { cwd: root })

it('the bench writes the figures of a part, as JSON and as a chart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'single-session-'))
  const [json, svg] = [join(folder, 'bench.json'), join(folder, 'bench.svg')]
  const short = bench('--short', '--only', 'requests', '--json', json, '--svg', svg)
  assert.equal(await short.ended, 0, short.output())

  const figures = JSON.parse(await readFile(json, 'utf8')) as { ratios: object }
  const both = ['sqlite', 'postgresql']
  const statements = ['steadyRequest', 'steadyWrites', 'anonymousRequest', 'login', 'bulkLogout500']
  const ratios = {
    ...{ enforcedOverPlain: both, enforcedOverMemory: both },
    ...{ pruneSpeedup: [], statements },
  }
  assert.deepEqual(shapeOf(figures.ratios), ratios)
  assert.deepEqual(wrongNumbers(figures), [])
  const { steadyRequest, steadyWrites, anonymousRequest } = (
    figures.ratios as { statements: Readonly<Record<string, number>> }
  ).statements
  assert.deepEqual(
    { steadyRequest, steadyWrites, anonymousRequest },
    { steadyRequest: 1, steadyWrites: 0, anonymousRequest: 0 },
  )
  assert.match(await readFile(svg, 'utf8'), /^<svg .*PostgreSQL.*<\/svg>\n$/s)
  await rm(folder, { recursive: true })
})

it('the bench measures what a browser paints', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'single-session-'))
  const json = join(folder, 'bench.json')
  const short = bench('--short', '--only', 'paint', '--json', json)
  assert.equal(await short.ended, 0, short.output())

  const { sqlite } = JSON.parse(await readFile(json, 'utf8')) as { sqlite: { firstPaint: FirstPaintFigures } }
  assert.deepEqual(wrongNumbers(sqlite), [])
  assert.deepEqual(Object.keys(sqlite.firstPaint.pages), ['login', 'users'])
  const { memory, enforced } = sqlite.firstPaint.bundleBytes
  assert.ok(enforced > memory && memory > 0, JSON.stringify(sqlite.firstPaint.bundleBytes))
  await rm(folder, { recursive: true })
})

it('a command line that means nothing is answered with what to write', async () => {
  const wrong = bench('--fast')
  assert.equal(await wrong.ended, 2)
  assert.match(wrong.output(), /'--fast'.*\nWrite: npm run bench -- /)

  for (const [args, problem] of [
    [['short'], /'short'/],
    [['--json'], /'--json <value>' argument missing/],
    [['--json', '/'], /is a folder/],
    [['--only', 'nothing'], /no part nothing; there are requests, pages, paint, logins/],
    [['--only', 'pages', '--svg', 'bench.svg'], /one of requests/],
    [['--svg', '/no/such/folder/bench.svg'], /there is no folder \/no\/such\/folder/],
  ] as const) {
    const refused = (error: unknown) =>
      error instanceof UsageError && problem.test(error.message) && error.message.includes('\nWrite: npm run bench -- ')
    assert.throws(() => parseBenchOptions(args), refused, args.join(' '))
  }
})

/** The keys of an object, and of the objects in it. */
function shapeOf(value: object): object {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [
      key,
      typeof inner === 'object' && inner !== null ? Object.keys(inner) : [],
    ]),
  )
}

/** The paths of the numbers that are none: JSON writes null for what is not finite. */
function wrongNumbers(value: unknown, path = ''): string[] {
  if (value === null) return [path]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, inner]) => wrongNumbers(inner, `${path}.${key}`))
}
