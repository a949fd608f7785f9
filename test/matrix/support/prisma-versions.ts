// The versions of Prisma in the matrix: what to install, and how each of them is set up without a download of engines.
import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { prisma7Settings } from '../../support/readme-install.js'

/** A version of Prisma with its driver adapter for SQLite. */
export interface PrismaVersion {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
  /** What npm has to be told, so that @adminjs/prisma takes this version. */
  readonly overrides?: Readonly<Record<string, unknown>>
  /** The generator in the schema. */
  readonly generator: string
  /** Whether the address stands in the schema. */
  readonly hasAddress: boolean
  /** The client as code of an ES module, by the name `prisma`; `exports` stands in front of it. */
  readonly client: string
  /** Makes the client that was generated into this folder run without a native engine. */
  readonly patch?: (client: string) => Promise<void>
}

const versions = (version: string, client = version) => ({
  dependencies: { '@prisma/client': client, '@prisma/adapter-libsql': client },
  devDependencies: { prisma: version },
})

const clientWith = (adapterName: string, adapter: string, also = '') =>
  `import { ${adapterName} } from '@prisma/adapter-libsql'
import { PrismaClient } from '@prisma/client'
${also}
const url = process.env.DATABASE_URL ?? ''
export const prisma = new PrismaClient({ adapter: ${adapter} })
`

/** Prisma 5.22. Its engine, made for the edge, runs in Node if the file is read where a bundler would have put it. */
export const prisma5: PrismaVersion = {
  ...versions('5.22.0'),
  generator: '  provider        = "prisma-client-js"\n  previewFeatures = ["driverAdapters"]',
  hasAddress: true,
  client: clientWith(
    'PrismaLibSQL',
    'new PrismaLibSQL(createClient({ url }))',
    "import { createClient } from '@libsql/client'\n",
  ),
  patch: useEngineOfTheEdge,
}

/** Prisma 6 with its Rust-free client. */
export const prisma6: PrismaVersion = {
  ...versions('6.19.3'),
  generator: '  provider   = "prisma-client-js"\n  engineType = "client"',
  hasAddress: true,
  client: clientWith('PrismaLibSQL', 'new PrismaLibSQL({ url })'),
}

/** Prisma 6 with the engine written in Rust, which is what it has by default. */
export const prisma6Rust: PrismaVersion = {
  ...prisma6,
  generator: '  provider        = "prisma-client-js"\n  previewFeatures = ["driverAdapters"]',
  patch: useEngineOfTheEdge,
}

/** Prisma 7, for which @adminjs/prisma has to be told that it is welcome. */
export const prisma7: PrismaVersion = {
  ...versions('7.10.0'),
  overrides: prisma7Settings.overrides,
  generator: '  provider = "prisma-client-js"',
  hasAddress: false,
  client: clientWith('PrismaLibSql', 'new PrismaLibSql({ url })'),
}

async function useEngineOfTheEdge(client: string): Promise<void> {
  await cp(join(client, 'wasm.js'), join(client, 'index.js'))
  await writeFile(
    join(client, 'wasm-worker-loader.mjs'),
    `import { readFileSync } from 'node:fs'
const file = new URL('./query_engine_bg.wasm', import.meta.url)
export default Promise.resolve({ default: new WebAssembly.Module(readFileSync(file)) })
`,
  )
}

/** All of them by name. */
export const prismaVersions = { prisma5, prisma6, prisma6Rust, prisma7 } as const
