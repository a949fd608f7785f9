// AdminJS's dark theme, in a tab that asks for it: the colours of the package @adminjs/themes, put where AdminJS puts an app's.
import type { Page } from 'playwright-core'

const theme = {
  colors: {
    ...{
      primary100: '#256BEE',
      bg: '#151419',
      border: '#39383d',
      text: '#fff',
      container: '#1A1A1E',
      sidebar: '#0C0B10',
    },
    ...{ grey100: '#CDCBD4', grey60: '#8C8B90', grey40: '#151419', filterBg: '#1A1A1E' },
    ...{ inputBorder: 'rgba(145, 158, 171, 0.32)', errorLight: '#C20012', successLight: '#007D7F' },
    ...{ warningLight: '#A14F17', infoLight: '#3040D6' },
  },
  borders: { default: '1px solid #232228', input: '1px solid #232228' },
}
const style =
  ':root { color-scheme: dark } body { background: #0c0b10 } :is(h1, h2, h3, h4, h5, h6, label) { color: #fff }'

/** Shows all pages of this tab in dark colours from the next one on. */
export async function turnDark(page: Page): Promise<void> {
  // What tsx puts around functions with names.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(
    ([dark, css]) => {
      type Sizes = Record<string, Record<string, string> | undefined>
      let given: Sizes | undefined
      Object.defineProperty(window, 'THEME', {
        get: () => given,
        set(value: Sizes) {
          // AdminJS's login page has no theme.
          if (window.location.pathname.endsWith('/login')) return void (given = value)
          const { colors, borders } = value
          given = { ...value, colors: { ...colors, ...dark.colors }, borders: { ...borders, ...dark.borders } }
        },
      })
      document.addEventListener('DOMContentLoaded', () => {
        if (window.location.pathname.endsWith('/login')) return
        document.head.append(Object.assign(document.createElement('style'), { textContent: css }))
      })
    },
    [theme, style] as const,
  )
}
