// An app of CommonJS modules. AdminJS is an ES module that cannot be required, so such an app imports it in a function; our
// package can be required as well.
import { appRow } from '../support/app-row.js'
import { prisma6 } from '../support/prisma-versions.js'
import { express4, readmeApp, usersModule } from '../support/readme-app.js'

/** The code of an ES module inside a function, with its exports as the function's answer. */
function inFunction(code: string): string {
  const names = [...code.matchAll(/^export const (\w+)/gm)].map(([, name = '']) => name)
  const body = code
    .replaceAll(/^import (\w+) from '(.+)'$/gm, "const { default: $1 } = await import('$2')")
    .replaceAll(/^import (\{.+\}) from '(\..+)'$/gm, "const $1 = await require('$2')")
    .replaceAll(/^import (\{.+\}) from '(adminjs-single-session)'$/gm, "const $1 = require('$2')")
    .replaceAll(/^import (\{.+\}) from '(.+)'$/gm, "const $1 = await import('$2')")
    .replaceAll(/^export /gm, '')
  return `module.exports = (async () => {\n${body}\nreturn { ${names.join(', ')} }\n})()\n`
}

export const row = appRow({
  ...readmeApp(prisma6),
  name: 'commonjs',
  title: 'CommonJS, Express 4, Prisma 6',
  packageJson: { type: 'commonjs' },
  dependencies: express4,
  files: { 'prisma.js': inFunction(prisma6.client), 'users.js': inFunction(usersModule) },
  change: ({ program }) => ({ 'app.js': inFunction(program) }),
  isShort: true,
})
