// What to write by hand where the command does not do it.
import { models } from '../../prisma/models.js'
import { ourNames } from '../../prisma/our-names.js'
import { linesFor, relationLine } from './our-models.js'
import type { Target } from './target.js'

/** The lines for this target; without one, as the documentation has them. */
export function linesToAdd(target: Target | undefined): string {
  const texts = ourNames.map((name) => (target ? linesFor(name, target).join('\n') : models[name]))
  return (
    `By hand: write this into your user model${target ? `, ${target.user.name}` : ''}\n\n  ${relationLine('userSessions', target?.names.UserSession ?? 'UserSession')}\n\n` +
    `and these models into your schema; then run "npx prisma migrate dev --name single-session".\n\n${texts.join('\n\n')}`
  )
}
