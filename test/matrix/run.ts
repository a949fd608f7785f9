// `npm run test:matrix`: from the package as the registry would have it to a panel that enforces its rule, in one app after
// the other, each in a folder of its own and with nothing but npm. Names choose rows, `--short` the quick ones, and `--keep`
// leaves the folders where they are.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { packPackage } from '../support/packed-package.js'
import { processesNaming, signalTree } from '../support/process-tree.js'
import { rows } from './rows.js'
import { panelPackages } from './support/readme-app.js'
import type { Matrix } from './support/matrix.js'
import { runStep } from './support/run-step.js'
import { quietly } from './support/tools.js'
import { table, type Result } from './support/report.js'
import { wantedRows } from './support/wanted-rows.js'

const { wanted, isKept } = wantedRows(process.argv.slice(2), rows)
const folder = await mkdtemp(join(tmpdir(), 'single-session-matrix-'))

async function tidyUp(): Promise<void> {
  for (const pid of processesNaming(folder)) signalTree(pid, 'SIGKILL')
  if (!isKept) await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void tidyUp().finally(() => process.exit(1))
  })
}

const noEngine = join(folder, 'no-engine')
await writeFile(noEngine, '', { mode: 0o755 })
let [archive, panel]: (Promise<string> | undefined)[] = []
const matrix: Matrix = {
  folder,
  isKept,
  noEngine,
  archive: () => (archive ??= packPackage(folder).then((name) => join(folder, name))),
  panel: () => (panel ??= installPanel()),
}

/** Installs AdminJS once; the apps of npm begin with a copy. */
async function installPanel(): Promise<string> {
  const place = join(folder, 'panel')
  await mkdir(place)
  const { '@adminjs/prisma': _, ...packages } = panelPackages
  await writeFile(join(place, 'package.json'), JSON.stringify({ private: true, dependencies: packages }))
  await runStep('npm', ['install', ...quietly], { cwd: place })
  return place
}

const results: Result[] = []
const waiting = [...wanted]
// Two at once: half of the time they wait for a disk.
const inTurn = async () => {
  for (let row = waiting.shift(); row; row = waiting.shift()) {
    const begun = performance.now()
    const error = await row.run(matrix).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    const seconds = Math.round((performance.now() - begun) / 1000)
    results.push({ row, isPassed: error === undefined, seconds })
    process.stdout.write(`${error === undefined ? 'ok  ' : 'FAIL'} ${row.name}, ${String(seconds)} s\n`)
    if (error !== undefined) process.stdout.write(`${inspect(error)}\n`)
  }
}
try {
  await Promise.all([inTurn(), inTurn()])
} finally {
  await tidyUp()
}
process.stdout.write(table(results, rows))
if (isKept) process.stdout.write(`\nThe apps are in ${folder}\n`)
process.exit(results.length === wanted.length && results.every(({ isPassed }) => isPassed) ? 0 : 1)
