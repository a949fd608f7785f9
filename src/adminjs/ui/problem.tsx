// What went wrong, at once for screen readers too. AdminJS's own writes in red on the ground of the page, which few could read on a
// dark one.
import { MessageBox } from '@adminjs/design-system'
import React from 'react'

/** What went wrong, if anything did, and the id for the field that it is about. */
export interface ProblemProps {
  readonly id?: string
  readonly text: string | null
}

/** The border of a field whose value was refused. */
export const refused = { borderColor: '#d9363e', borderWidth: 2 } as const

/** Says what went wrong. The place for it is there before, or screen readers would not say it. */
export const Problem = ({ id, text }: ProblemProps) => (
  <div id={id} role="alert">
    {text !== null && <MessageBox mt="default" variant="danger" size="sm" message={text} />}
  </div>
)
