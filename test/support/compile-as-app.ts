// Compiles a program as an app would that has the package installed, with what the package brings along and no more.
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** How apps look for modules. */
export const resolutions = {
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
} satisfies Record<string, ts.CompilerOptions>

/** Puts the dependencies and the peers of the unpacked package beside it, as an installation does. */
export async function installWithPeers(folder: string): Promise<void> {
  const installed = join(folder, 'node_modules')
  await mkdir(installed)
  await symlink(join(folder, 'package'), join(installed, 'adminjs-single-session'))
  const { dependencies, peerDependencies } = JSON.parse(
    await readFile(join(folder, 'package/package.json'), 'utf8'),
  ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    await mkdir(dirname(join(installed, name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(installed, name))
  }
}

/** What a strict compiler says of the program, and of the types of the package; what others have wrong is theirs. */
export async function compileAsApp(folder: string, program: string, how: ts.CompilerOptions): Promise<string[]> {
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  const path = join(folder, 'program.ts')
  await writeFile(path, program)
  const compiled = ts.createProgram([path], {
    ...how,
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
    ...{ target: ts.ScriptTarget.ES2021, lib: ['lib.es2021.d.ts'], types: [] },
  })
  const ours = compiled.getSourceFiles().filter(({ fileName }) => fileName.startsWith(folder))
  const diagnostics = [
    ...compiled.getOptionsDiagnostics(),
    ...ours.flatMap((file) => [...compiled.getSyntacticDiagnostics(file), ...compiled.getSemanticDiagnostics(file)]),
  ]
  if (ours.length < 20) throw new Error(`only ${String(ours.length)} files were looked at`)
  return diagnostics.map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0
    const text = ts.flattenDiagnosticMessageText(messageText, '\n')
    return `${file?.fileName.slice(folder.length + 1) ?? 'options'}:${String(line)} ${text}`
  })
}
