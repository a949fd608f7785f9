// The kind of an event in words.
import { useTranslation } from 'adminjs'
import type { LineParams } from './wire.js'

/** Says what kind of event it is; the deletion of an account is none of its own to the database. */
export function useWhat({ event, isDeletion }: LineParams, resourceId: string): string {
  const { translateLabel } = useTranslation()
  if (isDeletion) return translateLabel('singleSessionAccountDeleted', resourceId)
  return translateLabel(`event.${event}`, resourceId)
}
