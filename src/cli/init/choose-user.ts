// Says which model is that of the users who log in to the panel.
import { CliError, exitCodes } from '../cli-error.js'
import type { Terminal } from '../terminal.js'
import type { DataModel } from './data-model.js'
import { linkIn } from './names.js'
import { likelyUsers, requireUser, userCandidates, type Target } from './target.js'

/** The model in `--user`, or the one that is related already, or the only likely one; asks if that leaves a choice. */
export async function chooseUser(
  dataModel: DataModel,
  option: string | undefined,
  terminal: Terminal,
): Promise<Pick<Target, 'user' | 'id'>> {
  const name = option ?? relatedUser(dataModel) ?? (await choose(dataModel, terminal))
  return requireUser(dataModel, name)
}

/** The user model of a schema that has our link model. */
function relatedUser(dataModel: DataModel): string | undefined {
  return linkIn(dataModel)?.fields.find(({ name, kind }) => name === 'user' && kind === 'object')?.type
}

/** A model that is enough for a start. Who has isSuperuser may use all of our actions. */
const someUser = `  model User {
    id           Int     @id @default(autoincrement())
    email        String  @unique
    passwordHash String
    isSuperuser  Boolean @default(false)
  }`

async function choose(dataModel: DataModel, terminal: Terminal): Promise<string> {
  // A likely name that cannot be used is looked at too: requireUser() then says what is wrong with it.
  const [first, second] = likelyUsers(dataModel)
  if (first !== undefined && second === undefined) return first
  const candidates = userCandidates(dataModel)
  const [only, another] = candidates
  if (only === undefined) {
    throw new CliError(`The schema has no model with an id. Add your user model first, such as:\n\n${someUser}`)
  }
  if (another === undefined && first === undefined) return only
  const list = candidates.map((name) => `  ${name}\n`).join('')
  const question = `Which model is that of the users who log in to the panel?\n${list}`
  if (!terminal.isInteractive) {
    throw new CliError(`${question}Write for example: --user ${only}`, exitCodes.usage)
  }
  const answer = (await terminal.ask(`${question}Model: `)).trim()
  if (answer === '') throw new CliError('Nothing was done.')
  return answer
}
