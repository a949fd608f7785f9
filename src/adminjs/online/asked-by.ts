// Who asks for the page "Who is online", and by which request.
import type { ActionRequest, PageContext } from 'adminjs'

/** One who may log users out, as the database has it now. */
export interface AskedBy {
  readonly request: ActionRequest
  readonly context: PageContext
  /** Whether they may log out admin users too. */
  readonly mayAll: boolean
}
