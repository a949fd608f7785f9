// The house rule on imports: adminjs/ and express/ use the rule, the rule uses the port, prisma/ implements it.
import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, normalize, relative } from 'node:path'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** What each part may import, of this package and of others; a part may always import itself. */
const allowed: Record<string, { parts: string[]; packages: RegExp }> = {
  'errors.ts': { parts: [], packages: /^$/ },
  'cleanup.ts': { parts: [], packages: /^node:(perf_hooks|timers\/promises)$/ },
  'session-repository.ts': { parts: ['errors.ts'], packages: /^$/ },
  'session-key.ts': { parts: [], packages: /^node:crypto$/ },
  'everyone.ts': { parts: ['session-repository.ts', 'single-session.ts'], packages: /^$/ },
  'news.ts': { parts: ['session-repository.ts', 'single-session.ts'], packages: /^$/ },
  'single-session.ts': { parts: ['session-key.ts', 'session-repository.ts'], packages: /^$/ },
  'option-checks.ts': { parts: ['errors.ts'], packages: /^node:util$/ },
  'cookie-options.ts': { parts: ['option-checks.ts'], packages: /^$/ },
  'app-functions.ts': {
    parts: ['errors.ts', 'option-checks.ts', 'session-repository.ts', 'single-session.ts'],
    packages: /^$/,
  },
  'options.ts': {
    parts: [
      'app-functions.ts',
      'cookie-options.ts',
      'errors.ts',
      'news.ts',
      'option-checks.ts',
      'prisma',
      'session-repository.ts',
      'single-session.ts',
    ],
    packages: /^node:util$/,
  },
  prisma: { parts: ['errors.ts', 'session-repository.ts'], packages: /^node:/ },
  express: {
    parts: ['app-functions.ts', 'errors.ts', 'options.ts', 'session-repository.ts', 'single-session.ts'],
    packages: /^(node:|express$|express-session$|@quixo3\/prisma-session-store$)/,
  },
  adminjs: {
    parts: [
      'app-functions.ts',
      'errors.ts',
      'everyone.ts',
      'options.ts',
      'session-key.ts',
      'session-repository.ts',
      'single-session.ts',
      'express',
    ],
    packages: /^(node:|adminjs$|@adminjs\/(express|design-system)$|express$|bowser$|react$|react-redux$|react-router$)/,
  },
}

it('imports run one way', async () => {
  const files = (await readdir(src, { recursive: true })).filter((file) => /\.tsx?$/.test(file))
  const wrong: string[] = []
  for (const file of files) {
    const part = file.split('/')[0] ?? ''
    const rules = allowed[part]
    for (const [, target = ''] of (await readFile(join(src, file), 'utf8')).matchAll(/from '([^']+)'/g)) {
      const own = target.startsWith('.')
      const targetPart = own
        ? relative(src, normalize(join(src, dirname(file), target)))
            .replace(/\.js$/, '.ts')
            .split('/')[0]
        : ''
      if (part !== 'demo' && targetPart === 'index.ts') wrong.push(`${file} imports index.ts`)
      if (part !== 'demo' && targetPart === 'demo') wrong.push(`${file} imports the demo`)
      if (!rules || targetPart === part) continue
      if (own ? !rules.parts.includes(targetPart ?? '') : !rules.packages.test(target))
        wrong.push(`${file} imports ${target}`)
    }
  }
  assert.deepEqual(wrong, [])
})
