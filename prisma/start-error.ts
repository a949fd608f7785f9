// The error that stops the start: whoever started the demo reads its message, and no stack.

/** Something that only the one who starts the demo can put right. The message says what to write or do. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
