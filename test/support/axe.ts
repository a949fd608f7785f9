// Looks with axe for what keeps people out of a page: the rules of the Web Content Accessibility Guidelines 2.2, level AA.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What AdminJS draws by itself, also where none of this package is; none of it holds anything of ours. */
const ofAdminJs: readonly (readonly [selector: string, reason: string])[] = [
  ['[data-css=sidebar]', 'its menu: small links in faint grey'],
  ['.adminjs_ActionHeader a', 'the way back above a page, and the buttons of actions: faint grey, and red on black'],
  ['.adminjs_ActionHeader .adminjs_Badge', 'the number of records beside its heading: faint grey'],
  ['table .adminjs_Checkbox', 'the boxes of its table: without a name'],
  ['[data-testid=actions-dropdown]', 'the three dots of its table, which hold no text'],
  ['[data-css$=-drawer]:not([data-css^=single-session])', 'its filters: fields without a label'],
  ['section[data-css*=-show-] label', 'the label of a value on the page of a record: faint grey'],
  ['[data-css=User-list-isSuperuser], [data-css=User-show-isSuperuser]', 'yes and no: faint grey'],
  ['[data-css^=SessionEvent-show-][data-css$=serId]', 'the link to another record: blue on black'],
]

/** What axe finds in a page, as lines that say where and what. */
export async function barriersIn(page: Page): Promise<string[]> {
  await page.evaluate(source)
  const { violations, incomplete } = await page.evaluate(
    ([values, exclude]) => {
      // The script that was put into the page says so itself.
      const { axe } = window as unknown as { axe: { run: (where: object, how: object) => Promise<AxeResults> } }
      return axe.run({ exclude }, { runOnly: values, resultTypes: ['violations', 'incomplete'] })
    },
    [tags, ofAdminJs.map(([selector]) => selector)] as const,
  )
  // White on white axe takes for a text that is hidden on purpose.
  const unseen = incomplete
    .map((rule) => ({ ...rule, nodes: rule.nodes.filter(({ any }) => isUnseen(any[0]?.data)) }))
    .filter(({ nodes }) => nodes.length > 0)
  return [...violations, ...unseen].flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, any, all, none }) => {
      const [first] = [...any, ...all, ...none]
      return `${id} at ${target.join(' ')}: ${first?.message ?? ''} (${html.slice(0, 150)})`
    }),
  )
}

const isUnseen = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && Reflect.get(data, 'messageKey') === 'equalRatio'
