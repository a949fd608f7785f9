// Why a command ends without success.

/** The exit codes: done, failed, and called in a way that no command knows. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** Ends a command with a message for its user; nothing more is said. */
export class CliError extends Error {
  override readonly name = 'CliError'

  constructor(
    message: string,
    readonly exitCode: ExitCode = exitCodes.failed,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/** A command line that cannot be understood. */
export const usageError = (problem: string): CliError =>
  new CliError(`${problem}\nRun "npx adminjs-single-session --help" to see what you can write.`, exitCodes.usage)
