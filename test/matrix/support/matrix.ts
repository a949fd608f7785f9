// What all rows of the matrix share.

export interface Matrix {
  /** The folder of everything. */
  readonly folder: string
  /** Whether the folders stay where they are. */
  readonly isKept: boolean
  /** The package as the registry would have it. */
  readonly archive: () => Promise<string>
  /** A file that stands for an engine: one that is there is not downloaded, and none is ever run. */
  readonly noEngine: string
  /** A folder in which AdminJS is installed already, to copy. */
  readonly panel: () => Promise<string>
}

/** The environment in which Prisma's programs download nothing and ask nobody. */
export const withoutDownloads = (noEngine: string): Record<string, string> => ({
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  PRISMA_SCHEMA_ENGINE_BINARY: noEngine,
  PRISMA_QUERY_ENGINE_LIBRARY: noEngine,
})
