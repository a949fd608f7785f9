// The test files that a version of Prisma has to pass: the promises, and what reads the client or speaks to the database.

/** The files, and the servers that somebody has named. */
export const everyPromise = {
  files: [
    ...['exactly-the-limit', 'any-isolation', 'ended-is-ended', 'failure-is-not-success', 'flat-cost', 'any-clock'],
    ...['old-credentials', 'misconfiguration', 'nobody-else-is-harmed'],
  ]
    .map((name) => `test/guarantees/${name}.test.ts`)
    .concat(
      ['port', 'faults', 'data-model', 'client-module', 'ids-of-databases', 'other-houses', 'log-out-actions'].map(
        (name) => `test/${name}.test.ts`,
      ),
    ),
  servers: [process.env.TEST_POSTGRES_URL, process.env.TEST_MYSQL_URL],
} as const
