// The README's app in TypeScript, compiled in strict mode, with the types of all packages.
import type { App } from './app-row.js'
import type { PrismaVersion } from './prisma-versions.js'
import { readmeApp, usersModule } from './readme-app.js'

const settings = {
  compilerOptions: {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    module: 'nodenext',
    target: 'es2022',
    outDir: 'dist',
    rootDir: 'src',
    types: ['node'],
  },
  include: ['src'],
}

/** The packages with the types of these versions of Express. */
export const typesFor = (express: 4 | 5): Readonly<Record<string, string>> => ({
  typescript: '5.9.3',
  '@types/express': express === 4 ? '4.17.25' : '5.0.6',
  '@types/express-session': '1.18.2',
  '@types/node': '22.19.0',
})

export function typescriptApp(
  prisma: PrismaVersion,
): Pick<App, 'prisma' | 'files' | 'change' | 'start' | 'build' | 'packageJson'> {
  const { files, ...app } = readmeApp(prisma)
  return {
    ...app,
    files: {
      'tsconfig.json': JSON.stringify(settings),
      'src/app.ts': files['app.js'] ?? '',
      'src/prisma.ts': files['prisma.js'] ?? '',
      'src/users.ts': usersModule.replace('(email, password)', '(email: string, password: string)'),
    },
    change: ({ program }) => ({ 'src/app.ts': program }),
    build: [['tsc']],
    start: ['dist/app.js'],
  }
}
