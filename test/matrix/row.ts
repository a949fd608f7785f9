// What a row of the matrix is.
import type { Matrix } from './support/matrix.js'

export interface Row {
  /** Its name on the command line. */
  readonly name: string
  /** What it is, in the table. */
  readonly title: string
  /** Part of the short matrix. */
  readonly isShort?: true
  /** Does all of it; rejects with what went wrong. */
  readonly run: (matrix: Matrix) => Promise<void>
}
