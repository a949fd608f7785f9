// The error for what a schema lacks, with the lines to add: under the names that the app has for our models.
import { SingleSessionError } from '../errors.js'
import { ourNames } from './our-names.js'
import { textOf, type ModelName, type Names } from './models.js'

/** The error. `lacking` are the models to show: ours by the names of our texts, or the user model. */
export function missingModel(
  problem: string,
  lacking: readonly (ModelName | 'User')[],
  names: Names,
): SingleSessionError {
  const lines = lacking.map((model) =>
    model === 'User'
      ? `model ${names.User} {\n  ${names.userId} Int @id // or BigInt, or String\n}`
      : textOf(model, names),
  )
  const cure = `Write this in the schema, then run "prisma generate" and migrate:\n\n${lines.join('\n\n')}`
  return new SingleSessionError('ERR_SINGLE_SESSION_MISSING_MODEL', `${problem} ${cure}`)
}

/** The error for models of ours that are not there. */
export function missingModels(lacking: readonly ModelName[], names: Names): SingleSessionError {
  const wanted = lacking.map((model) => names[model])
  const isRenamed = ourNames.some((model) => lacking.includes(model) && names[model] !== model)
  const because = isRenamed ? ' A name of ours is taken there, so these have others.' : ''
  return missingModel(`The Prisma schema has no model ${wanted.join(', no model ')}.${because}`, lacking, names)
}
