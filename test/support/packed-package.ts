// The package as the registry would have it.
import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const exec = promisify(execFile)

/** Packs the package into the folder; returns the name of the archive. */
export async function packPackage(folder: string): Promise<string> {
  const { stdout } = await exec('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root })
  const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }]
  return filename
}

/** Packs the package as for the registry and unpacks it into the folder's node_modules, beside its peers. */
export async function installPackage(folder: string): Promise<void> {
  const installed = join(folder, 'node_modules')
  await mkdir(installed)
  for (const name of await readdir(join(root, 'node_modules'))) {
    await symlink(join(root, 'node_modules', name), join(installed, name))
  }
  await exec('tar', ['-xzf', await packPackage(folder)], { cwd: folder })
  await cp(join(folder, 'package'), join(installed, 'adminjs-single-session'), { recursive: true })
}
