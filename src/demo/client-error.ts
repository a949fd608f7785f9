// The error for a request that nobody should have sent like this.

/** A fault of the client, with the status of the answer. `status` and `headers` follow the convention of http-errors. */
export class ClientError extends Error {
  override readonly name = 'ClientError'

  constructor(
    readonly status: 400 | 404 | 405 | 411 | 413 | 415,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
  }
}
