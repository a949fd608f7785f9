// The chart of the README: requests per second, in one group of bars for each database. It brings its own background, so
// it can be read on a light page and on a dark one.
import { candidates, titles } from './candidates.js'
import { databases, type DatabaseName } from './figures.js'
import type { RequestFigures } from './parts/requests.js'

const names: Readonly<Record<DatabaseName, string>> = { sqlite: 'SQLite', postgresql: 'PostgreSQL' }
const width = 760
const barLeft = 270
const barRight = width - 90
const lineHeight = 26
const groupHeight = 40 + candidates.length * lineHeight
const top = 44
const height = top + databases.length * groupHeight + 16

/** Draws the chart as SVG. A thin line on each bar shows where the middle half of the rounds lies. */
export function chartOf(requests: Readonly<Record<DatabaseName, RequestFigures>>): string {
  const most = Math.max(
    ...databases.flatMap((name) => candidates.map((candidate) => requests[name].perSecond[candidate].to)),
  )
  const x = (value: number) => Math.round(barLeft + (value / most) * (barRight - barLeft))

  const groups = databases.map((name, group) => {
    const groupTop = top + group * groupHeight
    const bars = candidates.map((candidate, index) => {
      const { median, from, to } = requests[name].perSecond[candidate]
      const y = groupTop + 34 + index * lineHeight
      const middle = String(y + 9)
      return [
        `  <text class="label" x="${String(barLeft - 10)}" y="${String(y + 13)}">${titles[candidate]}</text>`,
        `  <rect class="${candidate}" x="${String(barLeft)}" y="${String(y)}" width="${String(x(median) - barLeft)}" height="18" rx="2"/>`,
        `  <path class="spread" d="M${String(x(from))} ${middle}H${String(x(to))}"/>`,
        `  <text x="${String(Math.max(x(median), x(to)) + 8)}" y="${String(y + 13)}">${Math.round(median).toLocaleString('en')}</text>`,
      ].join('\n')
    })
    return [`  <text class="title" x="24" y="${String(groupTop + 20)}">${names[name]}</text>`, ...bars].join('\n')
  })

  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" aria-labelledby="title">
  <title id="title">Requests per second of a logged-in user, by session store and database</title>
  <style>
    .page { fill: #ffffff; stroke: #d0d7de }
    text { fill: #1f2328; font: 13px system-ui, sans-serif }
    .title { font-weight: 600 }
    .label { text-anchor: end }
    .memory { fill: #9aa4b2 }
    .plain { fill: #c98a2b }
    .enforced { fill: #2f7fd1 }
    .spread { stroke: #1f2328; stroke-width: 1.5 }
    @media (prefers-color-scheme: dark) {
      .page { fill: #0d1117; stroke: #30363d }
      text { fill: #e6edf3 }
      .spread { stroke: #e6edf3 }
    }
  </style>
  <rect class="page" x="0.5" y="0.5" width="${String(width - 1)}" height="${String(height - 1)}" rx="6"/>
  <text class="title" x="24" y="32">Requests per second at 20 connections (more is better)</text>
${groups.join('\n')}
</svg>
`
}
