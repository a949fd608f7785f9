// What the matrix needs from npm beside the apps: other versions of Node, and pnpm. Each is installed once.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runStep } from './run-step.js'

const installing = new Map<string, Promise<string>>()

/** The folder with the programs of a package of npm, which is installed into the folder of all tools. */
export function install(folder: string, spec: string, bin: string): Promise<string> {
  const known = installing.get(spec)
  if (known) return known
  const place = join(folder, spec.replaceAll(/[^\w.]/g, '-'))
  const done = mkdir(place, { recursive: true })
    .then(() => runStep('npm', ['install', '--prefix', place, spec, ...quietly], { cwd: folder }))
    .then(() => join(place, 'node_modules', bin))
  installing.set(spec, done)
  return done
}

/** How npm installs quickly: nothing is asked but what is not at hand. */
export const quietly = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'] as const

/** The folder with the program `node` of this version. npm has one package for each platform, without a script to install. */
export const nodeOf = (folder: string, version: string): Promise<string> => {
  const name = `node-${process.platform}-${process.arch}`
  return install(folder, `${name}@${version}`, `${name}/bin`)
}

/** The folder with the program `pnpm` of this version. */
export const pnpmOf = (folder: string, version: string): Promise<string> => install(folder, `pnpm@${version}`, '.bin')
