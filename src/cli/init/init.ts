// The command "init": adds the models to the app's schema. It shows what it would do, and does it with --write.
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { CliError } from '../cli-error.js'
import type { Given } from '../given.js'
import type { Terminal } from '../terminal.js'
import { chooseUser } from './choose-user.js'
import { compare, type Comparison } from './compare.js'
import { parseSchema, type DataModel } from './data-model.js'
import { edited, editsFor, type Edit } from './edit.js'
import { findSchema, shownPath, type SchemaPlace } from './find-schema.js'
import { linesToAdd } from './lines-to-add.js'
import { nameOurs } from './names.js'
import { nextSteps, usesOurs } from './next-steps.js'
import { relationLine } from './our-models.js'
import { complaintOf, findPrisma } from './prisma-cli.js'
import { readSchema, type SchemaFile } from './schema-files.js'
import { datasourceOf, typeOfId, type Target } from './target.js'
import { unifiedDiff } from './unified-diff.js'

/** Shows what it found and the change, and writes it with --write. Nothing is written that Prisma does not accept. */
export async function init({ texts, flags }: Given, terminal: Terminal): Promise<void> {
  const { cwd } = terminal
  const place = await findSchema(cwd, texts.schema)
  const files = readSchema(place)
  const datasource = datasourceOf(files)
  const dataModel = await parseSchema(files)
  if (dataModel instanceof Error) throw refusal(place, cwd, dataModel.message)
  const people = await chooseUser(dataModel, texts.user, terminal)
  const { names, taken } = nameOurs(dataModel, files, people.user.name)
  const target = { datasource, ...people, names }
  const prisma = findPrisma(cwd)
  terminal.write(found(place, target, cwd, prisma?.version) + otherNames(target, taken))

  const comparison = await compare(dataModel, target)
  if (comparison.problems.length > 0) throw refusal(place, cwd, comparison.problems.join('\n'), target)
  if (isComplete(comparison)) {
    terminal.write('\nThe models and the relation are there already. Nothing is left to do in the schema.\n')
    if (!usesOurs(cwd)) terminal.write(nextSteps(cwd, files, target.user.name, prisma?.version))
    return
  }
  terminal.write(missing(comparison, target))
  const edits = editsFor(files, comparison, target, place.isFolder)
  const after = await verified(files, edits, dataModel, target, place, cwd)
  for (const edit of edits) terminal.write(`\n${unifiedDiff(edit, shownPath(cwd, edit.file.path))}`)
  terminal.write('\n')
  if (prisma) {
    const complaint = await complaintOf(prisma, place, after)
    if (complaint !== undefined) throw refusal(place, cwd, complaint, target)
    terminal.write('Prisma accepts this schema ("prisma validate").\n')
  } else
    terminal.write('Prisma is not installed here, so it could not validate this. Run "npx prisma validate" later.\n')
  if (flags.has('write')) await write(edits, terminal)
  else terminal.write('Nothing is written yet. To write it, run this command again with --write.\n')
  terminal.write(nextSteps(cwd, files, target.user.name, prisma?.version))
}

function found(place: SchemaPlace, target: Target, cwd: string, version = 'not installed'): string {
  const { user, id, datasource } = target
  return [
    `Schema      ${shownPath(cwd, place.path)} (found by ${place.saidBy})`,
    `Database    ${datasource.provider}`,
    `User model  ${user.name}, with the id ${id.name} of the type ${typeOfId(target)}`,
    `Prisma      ${version}\n`,
  ].join('\n')
}

/** What ours are called where the names that they would have are taken. */
function otherNames({ names }: Target, taken: readonly string[]): string {
  if (taken.length === 0) return ''
  const others = `${names.Session}, ${names.UserSession} and ${names.SessionEvent}`
  const plural = taken.length > 1 ? 'are' : 'is'
  return `\nThe models of the package are called ${others} here, because ${taken.join(' and ')} ${plural} something else.\n`
}

const isComplete = ({ missingModels, missingLines, relation }: Comparison): boolean =>
  missingModels.length + missingLines.length === 0 && relation === undefined

/** What is missing in words, where a part is there already. */
function missing({ missingModels, missingLines, relation }: Comparison, { user, names }: Target): string {
  if (missingModels.length === 3) return ''
  const parts = [
    ...missingModels.map((name) => `the model ${names[name]}`),
    ...missingLines.map(({ model, line }) => `in ${names[model]}: ${line.replaceAll(/ +/g, ' ')}`),
    ...(relation === undefined ? [] : [`in ${user.name}: ${relationLine(relation, names.UserSession)}`]),
  ]
  return `\nA part is there already. Missing:\n${parts.map((part) => `  ${part}\n`).join('')}`
}

/** The files after the edits, if they mean what they have to: our models whole, and every other model as it was. */
async function verified(
  files: readonly SchemaFile[],
  edits: readonly Edit[],
  before: DataModel,
  target: Target,
  place: SchemaPlace,
  cwd: string,
): Promise<SchemaFile[]> {
  const changed = edits.map(edited)
  const after = [...files.map((file) => changed.find(({ path }) => path === file.path) ?? file)]
  after.push(...edits.filter(({ isNew }) => isNew).map(edited))
  const dataModel = await parseSchema(after)
  if (dataModel instanceof Error) throw refusal(place, cwd, dataModel.message, target)
  const user = dataModel.models.find(({ name }) => name === target.user.name)
  const comparison = user && (await compare(dataModel, { ...target, user }))
  const isWhole = comparison && isComplete(comparison) && comparison.problems.length === 0
  if (isWhole && othersOf(dataModel, target) === othersOf(before, target)) return after
  throw refusal(place, cwd, 'The schema is written in a way into which the lines could not be inserted safely.', target)
}

/** What no edit may change, as text. */
function othersOf({ models }: DataModel, { user, names }: Target): string {
  const ours = Object.values(names)
  const others = models.filter(({ name }) => !ours.includes(name))
  const kept = others.map((model) =>
    model.name === user.name
      ? { ...model, fields: model.fields.filter(({ type }) => type !== names.UserSession) }
      : model,
  )
  return JSON.stringify(kept)
}

async function write(edits: readonly Edit[], terminal: Terminal): Promise<void> {
  for (const edit of edits) {
    const { path, text } = edited(edit)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
    terminal.write(`Wrote ${shownPath(terminal.cwd, path)}.\n`)
  }
}

/** Leaves the schema alone, and tells how to go on by hand. */
function refusal(place: SchemaPlace, cwd: string, problem: string, target?: Target): CliError {
  return new CliError(`\nThe schema stays as it is: ${shownPath(cwd, place.path)}\n${problem}\n\n${linesToAdd(target)}`)
}
