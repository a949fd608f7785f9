// What to do after the schema: the migration, and the change of the program that starts the panel.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ownFile } from '../own-package.js'
import { shownPath } from './find-schema.js'
import { nestSteps } from './nest-program.js'
import { templateDiff, templateUser } from './programs.js'
import { blocksIn, type SchemaFile } from './schema-files.js'

/** The next steps in words, for what lies in the app's folder. */
export function nextSteps(
  cwd: string,
  files: readonly SchemaFile[],
  user: string,
  prismaVersion: string | undefined,
): string {
  const steps = [
    'Then migrate, which also generates the client:\n\n  npx prisma migrate dev --name single-session',
    programStep(cwd),
    ...(needsDataModel(files, prismaVersion) ? [dataModelStep(user)] : []),
  ]
  return `\n${steps.join('\n\n')}\n`
}

/** Whether the program that starts the panel, if it is found, speaks to the package already. */
export function usesOurs(cwd: string): boolean {
  const program = findProgram(cwd)
  return program !== undefined && readFileSync(program, 'utf8').includes('adminjs-single-session')
}

/** The change of the program, for the kind of app that this is. */
function programStep(cwd: string): string {
  if (uses(cwd, '@adminjs/nestjs')) return `This app uses NestJS. ${nestSteps}`
  const program = findProgram(cwd)
  const where = program === undefined ? '' : `, ${shownPath(cwd, program)}`
  const isTemplate = program !== undefined && readFileSync(program, 'utf8').includes("from './admin/auth-provider")
  return `Change the program that starts your panel${where}, like this:\n\n${isTemplate ? templateDiff + templateUser : readmeDiff()}`
}

/** The README's diff of a program, which its tests run. */
export function readmeDiff(): string {
  const [, indent = '', diff = ''] = /^( *)```diff\n([^]*?)^ *```$/m.exec(ownFile('README.md')) ?? []
  return diff.replaceAll(new RegExp(`^${indent}`, 'gm'), '').trimEnd()
}

function uses(cwd: string, name: string): boolean {
  const path = join(cwd, 'package.json')
  return existsSync(path) && readFileSync(path, 'utf8').includes(`"${name}"`)
}

/** The file that builds AdminJS's router: the first that is found near the root. */
function findProgram(cwd: string): string | undefined {
  const folders = ['.', 'src', 'server', 'app'].map((name) => join(cwd, name)).filter((path) => existsSync(path))
  const paths = folders.flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
      .map(({ name }) => join(folder, name)),
  )
  return paths.find((path) => readFileSync(path, 'utf8').includes('buildAuthenticatedRouter'))
}

/** Whether the client carries only a part of the data model, so that @adminjs/prisma has to be given the whole. */
function needsDataModel(files: readonly SchemaFile[], version: string | undefined): boolean {
  const generators = files.flatMap(blocksIn).filter(({ kind }) => kind === 'generator')
  const settings = generators.map(({ lines }) => lines.join('\n')).join('\n')
  return (
    Number(version?.split('.')[0]) >= 7 || /engineType\s*=\s*"client"|provider\s*=\s*"prisma-client"/.test(settings)
  )
}

const dataModelStep = (user: string): string =>
  'This Prisma client carries only a part of the data model. Give @adminjs/prisma the whole:\n\n' +
  "  import { clientModuleOf } from 'adminjs-single-session'\n" +
  '  const clientModule = await clientModuleOf(prisma)\n' +
  `  const resource = { model: getModelByName('${user}', clientModule), client: prisma, clientModule }`
