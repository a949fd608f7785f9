// The command "init", in folders of apps with schemas of many shapes. Prisma's own CLI says whether the result is valid.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterEach, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { PrismaLibSQL } from '@prisma/adapter-libsql'
import { createSingleSession, type PrismaClientLike } from '../src/index.js'
import { models } from '../src/prisma/models.js'
import { secret } from './support/app.js'
import { appFolder, type AppFolder } from './support/cli.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('it writes schemas, for all databases, and asks none')

const root = fileURLToPath(new URL('..', import.meta.url))
const exec = promisify(execFile)
const folders: AppFolder[] = []
afterEach(() => Promise.all(folders.splice(0).map((folder) => folder.remove())))

async function folderWith(files: Readonly<Record<string, string>>, isBare = false): Promise<AppFolder> {
  const folder = await appFolder(files, isBare)
  folders.push(folder)
  return folder
}

const head = (provider = 'sqlite', settings = '') => `generator client {
  provider = "prisma-client-js"
}

datasource db {
  provider = "${provider}"
  url      = env("DATABASE_URL")${settings}
}
`
const user = 'model User {\n  id Int @id\n  email String @unique\n}\n'

/** Runs the Prisma CLI; rejects with what it says. */
const prisma = (folder: AppFolder, ...args: string[]) =>
  exec(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), ...args], {
    cwd: folder.path,
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
      DATABASE_URL: 'file:./none.db',
    },
  })

/** Runs "init --write", which has to succeed, and returns what it wrote. */
async function write(folder: AppFolder, ...args: string[]): Promise<string> {
  const { code, out, err } = await folder.run(['init', '--write', ...args])
  assert.equal(code, 0, out + err)
  assert.equal(err, '')
  assert.match(out, /Prisma accepts this schema|is not installed here|Nothing is left to do/)
  return out
}

/** Everything but the lines of `after` that `before` has not: what stayed, in order. */
function withoutInserted(before: string, after: string): string {
  const old = before.split('\n')
  const kept = after.split('\n').filter((line) => {
    if (line.replace(/\r$/, '') !== old[0]?.replace(/\r$/, '')) return false
    return old.shift() !== undefined
  })
  return [...kept, ...old].join('\n')
}

describe('init', () => {
  it('shows the change as a diff that git can apply, and writes nothing without --write', async () => {
    const schema = `${head()}\n${user}`
    const folder = await folderWith({ 'prisma/schema.prisma': schema })
    const { code, out } = await folder.run(['init'])
    assert.equal(code, 0)
    assert.equal(await folder.read('prisma/schema.prisma'), schema)
    assert.match(out, /Nothing is written yet/)
    const [diff = ''] = /^--- a\/prisma\/schema\.prisma\n[^]*?\n(?=\n)/m.exec(out) ?? []
    await folder.write('change.diff', diff)
    await exec('git', ['apply', 'change.diff'], { cwd: folder.path })
    const applied = await folder.read('prisma/schema.prisma')
    await folder.write('prisma/schema.prisma', schema)
    await write(folder)
    assert.equal(await folder.read('prisma/schema.prisma'), applied)
  })

  it('adds the models as the documentation has them, and the relation', async () => {
    const folder = await folderWith({ 'schema.prisma': head() + user })
    const out = await write(folder)
    const written = await folder.read('schema.prisma')
    assert.match(written, /email String @unique\n {2}userSessions UserSession\[\]\n\}/)
    for (const model of Object.values(models)) {
      const plain = model.replaceAll(/ *\/\/.*$/gm, '').replaceAll(/ +/g, ' ')
      assert.ok(written.replaceAll(/ +/g, ' ').includes(plain), model)
    }
    assert.match(out, /npx prisma migrate dev --name single-session/)
  })

  it('does so as a process of its own, which ends', async () => {
    const folder = await folderWith({ 'schema.prisma': head() + user })
    const { code, out, err } = await folder.spawn(['init', '--write'])
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /Wrote schema\.prisma\./)
    assert.match(await folder.read('schema.prisma'), /model SessionEvent \{/)
  })

  it('does nothing the second time, and says so', async () => {
    const folder = await folderWith({ 'schema.prisma': head() + user })
    await write(folder)
    const written = await folder.read('schema.prisma')
    assert.match(await write(folder), /there already\. Nothing is left to do in the schema/)
    assert.equal(await folder.read('schema.prisma'), written)
  })

  it('shows the change of the program again, until the program has it', async () => {
    const program = 'AdminJSExpress.buildAuthenticatedRouter(admin)\n'
    const folder = await folderWith({ 'schema.prisma': head() + user, 'app.js': program })
    await write(folder)
    assert.match(
      await write(folder),
      /Nothing is left to do in the schema\..*npx prisma migrate dev.*app\.js, like this:/s,
    )
    await folder.write('app.js', `import 'adminjs-single-session'\n${program}`)
    assert.match(await write(folder), /Nothing is left to do in the schema\.\n$/)
  })

  it('shows a user model where the schema has no model yet', async () => {
    const folder = await folderWith({ 'schema.prisma': head() })
    const { code, err } = await folder.run(['init'])
    assert.equal(code, 1)
    const [model = ''] = /model User \{[^]*\}/.exec(err) ?? []
    await folder.write('schema.prisma', `${head()}\n${model}\n`)
    assert.match(await write(folder), /User model {2}User, with the id id of the type Int/)
  })

  it('writes what "prisma format" leaves as it is', async () => {
    const tidy = `${head('postgresql')}\nmodel Admin {\n  id           String        @id @db.Uuid\n  emailAddress String        @unique\n}\n`
    const folder = await folderWith({ 'schema.prisma': tidy })
    await write(folder)
    const written = await folder.read('schema.prisma')
    await prisma(folder, 'format', '--schema', 'schema.prisma')
    assert.equal(await folder.read('schema.prisma'), written)
  })

  it('leaves the diff of the README for the program of the panel', async () => {
    const folder = await folderWith({ 'schema.prisma': head() + user })
    const [, diff = ''] = /```diff\n(.*?)```/s.exec(await readFile(join(root, 'README.md'), 'utf8')) ?? []
    const { out } = await folder.run(['init'])
    const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ')
    assert.ok(diff.length > 100 && squeezed(out).includes(squeezed(diff).trim()))
  })
})

describe('init keeps a schema as it was', () => {
  const shapes: Readonly<Record<string, string>> = {
    'with comments and braces where none count': `// model User {
/// Who { logs in } "quoted
${head()}
/* model Session {
  id Int @id
} */
model User { // people }
  /// the "id" }
  id    Int    @id @default(autoincrement()) // }
  email String @unique @default("a } // b { \\" }") @map("e_mail")

  // the last comment }
  @@map("user { s")
  @@index([email])
}`,
    'with tabs and no end of line at its end': `${head()}\nmodel User {\n\tid\tInt\t@id\n\temail\tString\n}`,
    'with models on both sides': `model A {\n  id Int @id\n}\n${user}\nenum Role {\n  A\n  B\n}\n${head()}\nmodel B {\n  id Int @id\n}\n`,
    'with a user model without fields behind its attributes': `${head()}model User {\n\n\n  id Int @id\n\n\n  @@map("u")\n\n}\n`,
  }
  for (const [name, schema] of Object.entries(shapes)) {
    for (const end of ['\n', '\r\n']) {
      it(`${name}, with ${JSON.stringify(end)}`, async () => {
        const before = schema.replaceAll('\n', end)
        const folder = await folderWith({ 'schema.prisma': before })
        await write(folder)
        const after = await folder.read('schema.prisma')
        assert.equal(withoutInserted(before, after).trimEnd(), before.trimEnd())
        assert.equal(/(?<!\r)\n/.test(after), end === '\n')
        assert.match(after, /userSessions\s+UserSession\[\]/)
        assert.match(await write(folder), /Nothing is left to do/)
      })
    }
  }
})

describe('init fits the models to the schema', () => {
  const cases: readonly [what: string, schema: string, expected: readonly RegExp[]][] = [
    [
      'a user model Admin with a uuid',
      `${head('postgresql')}model Admin {\n  id String @id @default(uuid()) @db.Uuid\n}\n`,
      [/userId +String +@db\.Uuid\n/, /byUserId +String\? +@db\.Uuid\n/, /user +Admin +@relation/, /data +String\n/],
    ],
    [
      'an id of another name',
      `${head()}model Member {\n  uid String @id @default(cuid())\n}\n`,
      [/userId +String\n/, /user +Member +@relation\(fields: \[userId\], references: \[uid\], onDelete: Cascade\)/],
    ],
    [
      'an id of the type BigInt',
      `${head('postgresql')}model User {\n  id BigInt @id @default(autoincrement())\n}\n`,
      [/userId +BigInt\n/, /userId +BigInt\?\n/, /byUserId +BigInt\?\n/],
    ],
    [
      'MySQL, a native type with a length, and a datasource of another name',
      `${head('mysql').replace('datasource db', 'datasource store')}model User {\n  id String @id @store.Char(36)\n}\n`,
      [/data +String +@store\.MediumText\n/, /userId +String +@store\.Char\(36\)\n/],
    ],
    [
      'several database schemas',
      `${head('postgresql', '\n  schemas  = ["auth", "public"]')}model User {\n  id Int @id\n\n  @@schema("auth")\n}\n`,
      [/model Session \{[^}]*@@schema\("auth"\)\n\}/, /model UserSession \{[^}]*@@schema\("auth"\)\n\}/],
    ],
    [
      'a user model with a field userSessions of its own',
      `${head()}model User {\n  id Int @id\n  userSessions String\n}\n`,
      [/singleSessions +UserSession\[\]/],
    ],
  ]
  for (const [what, schema, expected] of cases) {
    it(`with ${what}`, async () => {
      const folder = await folderWith({ 'schema.prisma': schema })
      await write(folder)
      const written = await folder.read('schema.prisma')
      for (const pattern of expected) assert.match(written, pattern)
      assert.doesNotMatch(written, /\/\/ (the type|likewise|on MySQL)/)
      assert.match(await write(folder), /Nothing is left to do/)
    })
  }

  it('so that the package starts on the client generated from it', async () => {
    const schema = head()
      .replace('"prisma-client-js"', '"prisma-client-js"\n  engineType = "client"\n  output = "./client"')
      .concat('model Admin {\n  id BigInt @id\n}\n')
    const folder = await folderWith({ 'schema.prisma': schema })
    assert.match(await write(folder), /getModelByName\('Admin', clientModule\)/)
    await prisma(folder, 'generate', '--schema', 'schema.prisma')
    // A client that was generated a moment ago: no type knows it.
    const { PrismaClient } = createRequire(import.meta.url)(join(folder.path, 'client')) as {
      PrismaClient: new (options: object) => PrismaClientLike
    }
    const client = new PrismaClient({ adapter: new PrismaLibSQL({ url: 'file:never-connected-to.db' }) })
    createSingleSession({ prisma: client, secret })
  })
})

describe('init finds the schema', () => {
  const inFolder = { 'db/a.prisma': head(), 'db/models/people.prisma': user, 'db/notes.txt': 'no schema' }

  it('in a folder of several files, and puts the models into one of their own', async () => {
    const folder = await folderWith(inFolder)
    await write(folder, '--schema', 'db')
    assert.equal(await folder.read('db/a.prisma'), head())
    assert.match(await folder.read('db/models/people.prisma'), /userSessions UserSession\[\]\n\}\n$/)
    assert.match(await folder.read('db/single-session.prisma'), /^model Session \{[^]*\n\}\n$/)
    assert.match(await write(folder, '--schema', 'db'), /Nothing is left to do/)
  })

  const places: readonly [what: string, files: Readonly<Record<string, string>>, place: string][] = [
    ['in its usual place', { 'prisma/schema.prisma': head() + user }, 'prisma/schema.prisma'],
    [
      'by package.json',
      { 'package.json': '{ "prisma": { "schema": "db/my.prisma" } }', 'db/my.prisma': head() + user },
      'db/my.prisma',
    ],
    [
      'by the text of prisma.config.ts, whose packages need not be there',
      {
        'prisma.config.ts': `import 'not-there'\n// schema: 'old'\nexport default { schema: 'db', x: 'http://a' }`,
        ...inFolder,
      },
      'db',
    ],
    [
      'by running prisma.config.ts',
      {
        'prisma.config.ts': `import { join } from 'node:path'\nimport { defineConfig } from 'prisma/config'\n
export default defineConfig({ schema: join('d' + 'b') })`,
        ...inFolder,
      },
      'db',
    ],
  ]
  for (const [what, files, place] of places) {
    it(what, async () => {
      const folder = await folderWith(files)
      const { code, out, err } = await folder.run(['init'])
      assert.equal(code, 0, err)
      assert.ok(out.includes(`Schema      ${place} (`), out)
    })
  }

  it('or says that there is none', async () => {
    const folder = await folderWith({})
    const { code, err } = await folder.run(['init'])
    assert.deepEqual([code, /no Prisma schema.*--schema/s.test(err)], [1, true], err)
    assert.equal((await folder.run(['init', '--schema', 'none.prisma'])).code, 2)
  })

  it('and tells that Prisma is not installed where it is not', async () => {
    const folder = await folderWith({ 'schema.prisma': head() + user }, true)
    assert.match(await write(folder), /Prisma is not installed here/)
  })
})

describe('init finds the user model', () => {
  const two = `${head()}model Admin {\n  id Int @id\n}\nmodel User {\n  id Int @id\n}\nmodel Post {\n  id Int @id\n}\n`

  it('or refuses with a list where nobody can answer', async () => {
    const folder = await folderWith({ 'schema.prisma': two })
    const { code, err } = await folder.run(['init', '--write'])
    assert.equal(code, 2)
    assert.match(err, / {2}Admin\n {2}User\n {2}Post\nWrite for example: --user Admin/)
    assert.equal(await folder.read('schema.prisma'), two)
  })

  it('or asks at a terminal', async () => {
    const folder = await folderWith({ 'schema.prisma': two })
    const { code, out } = await folder.runAtTerminal(['init', '--write'], 'Post\n')
    assert.equal(code, 0, out)
    assert.match(await folder.read('schema.prisma'), /model Post \{\n {2}id Int @id\n {2}userSessions UserSession/)
  })

  it('by its name in --user', async () => {
    const folder = await folderWith({ 'schema.prisma': two })
    await write(folder, '--user', 'Admin')
    assert.match(await folder.read('schema.prisma'), /model Admin \{\n {2}id Int @id\n {2}userSessions UserSession/)
    assert.match((await folder.run(['init', '--user', 'Nobody'])).err, /no model Nobody.*Admin, User, Post/s)
  })

  it('and says what is wrong with its id', async () => {
    for (const [fields, because] of [
      ['userId Float @id', /User has the id userId of the type Float\. The package needs one field with @id/],
      ['a Int\n  b Int\n\n  @@id([a, b])', /User has no field with @id\. The package needs one field with @id/],
    ] as const) {
      const folder = await folderWith({ 'schema.prisma': `${head()}model User {\n  ${fields}\n}\n` })
      const { code, err } = await folder.run(['init', '--write'])
      assert.deepEqual([code, because.test(err)], [1, true], err)
    }
  })
})

describe('init meets models that are there already', () => {
  const authSession = `model Session {\n  id String @id\n  sessionToken String @unique\n  expires DateTime\n}\n`
  const store = `model Session {\n  id        String   @id\n  sid       String   @unique\n  data      String\n  expiresAt DateTime\n}\n`

  const part: readonly [what: string, schema: string, missing: readonly string[]][] = [
    [
      'the table of a session store',
      user + store,
      [
        'the model UserSession',
        'the model SessionEvent',
        'in Session: userSession UserSession?',
        'in Session: @@index([expiresAt])',
        'in User: userSessions UserSession[]',
      ],
    ],
    [
      'models without slots',
      user.replace('}', '  links UserSession[]\n}') +
        [models.Session, models.UserSession, models.SessionEvent]
          .join('\n')
          .replace('  slot       Int?\n', '')
          .replace('\n  @@unique([userId, slot])\n', ''),
      ['in UserSession: slot Int?', 'in UserSession: @@unique([userId, slot])'],
    ],
  ]
  for (const [what, schema, missing] of part) {
    it(`adds what is missing in ${what}, and says it`, async () => {
      const folder = await folderWith({ 'schema.prisma': head() + schema })
      const [, said] = /Missing:\n((?: {2}.*\n)*)/.exec(await write(folder)) ?? []
      assert.equal(said, missing.map((line) => `  ${line}\n`).join(''))
      assert.match(await write(folder), /Nothing is left to do/)
    })
  }

  const renamed: readonly [what: string, others: string, taken: string][] = [
    ['a model Session of Auth.js', authSession, 'the model Session is'],
    ['an enum with a name of ours', 'enum SessionEvent {\n  A\n  B\n}\n', 'the enum SessionEvent is'],
    [
      'tables with names of ours, in other letters',
      `model Web {\n  id Int @id\n\n  @@map("session")\n}\n`,
      'the table session of the model Web is',
    ],
  ]
  for (const [what, others, taken] of renamed) {
    it(`gives ours other names beside ${what}, and says so`, async () => {
      const folder = await folderWith({ 'schema.prisma': head() + user + others })
      const because = `called AdminSession, AdminUserSession and AdminSessionEvent here, because ${taken} something else.`
      assert.ok((await write(folder)).includes(because))
      const written = await folder.read('schema.prisma')
      assert.ok(written.includes(others))
      for (const line of [
        /model AdminSession \{[^}]* userSession AdminUserSession\?/,
        /model AdminUserSession \{[^}]* session +AdminSession +@relation/,
        /model AdminSessionEvent \{/,
        /userSessions AdminUserSession\[\]/,
      ])
        assert.match(written, line)
      await prisma(folder, 'validate', '--schema', 'schema.prisma')
      const again = await write(folder)
      assert.match(again, /Nothing is left to do/)
      assert.doesNotMatch(again, /something else/)
      assert.equal(await folder.read('schema.prisma'), written)
    })
  }

  it('adds what is missing in models of ours that have other names', async () => {
    const folder = await folderWith({ 'schema.prisma': head() + user + authSession })
    await write(folder)
    const whole = await folder.read('schema.prisma')
    const part = whole.replace(/ +ipAddress .*\n/, '').replace(/model AdminSessionEvent \{[^]*$/, '')
    await folder.write('schema.prisma', part)
    const [, said] = /Missing:\n((?: {2}.*\n)*)/.exec(await write(folder)) ?? []
    assert.equal(said, '  the model AdminSessionEvent\n  in AdminUserSession: ipAddress String?\n')
    assert.match(await write(folder), /Nothing is left to do/)
  })

  it('takes the User of Auth.js for the users, and not their Account', async () => {
    const account = `model Account {\n  id String @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n`
    const folder = await folderWith({
      'schema.prisma': head() + user.replace('}', '  accounts Account[]\n}') + account,
    })
    assert.match((await folder.run(['init'])).out, /User model {2}User, with the id id of the type Int/)
  })

  const refused: readonly [what: string, schema: string, because: RegExp][] = [
    [
      'a field of another type',
      `${user}${store.replace('expiresAt DateTime', 'expiresAt Int')}`,
      /Session\.expiresAt differs\. It has to be: expiresAt DateTime/,
    ],
    [
      'a relation without the cascade',
      `${user.replace('}', '  links UserSession[]\n}')}${models.Session}\n${models.UserSession.replace(
        'references: [id], onDelete: Cascade',
        'references: [id]',
      )}\n`,
      /UserSession\.user differs\. It has to be: user User @relation\(fields: \[userId\].*onDelete: Cascade/,
    ],
    [
      'a link to sessions that are not ours',
      `${user.replace('}', '  links UserSession[]\n}')}${authSession.replace('}', '  link UserSession?\n}')}${models.UserSession}\n`.replace(
        'fields: [sid], references: [sid]',
        'fields: [sid], references: [sessionToken]',
      ),
      /UserSession\.session differs\. It has to be: session AdminSession @relation/,
    ],
    ['a schema that is none', 'model User {\n  id Int @id\n', /It does not start with any known Prisma schema keyword/],
    ['a block in one line', 'model User { id Int @id }\n', /./],
  ]
  for (const [what, models, because] of refused) {
    it(`refuses ${what}, with the lines to add`, async () => {
      const schema = head() + models
      const folder = await folderWith({ 'schema.prisma': schema })
      const { code, err } = await folder.run(['init', '--write'])
      assert.equal(code, 1)
      assert.match(err, because)
      assert.match(
        err,
        /By hand:[^]*userSessions UserSession\[\][^]*model (Admin)?Session \{[^]*model (Admin)?SessionEvent \{/,
      )
      assert.equal(await folder.read('schema.prisma'), schema)
    })
  }

  it('refuses a database and a mode that cannot keep the promises', async () => {
    for (const [schema, because] of [
      [head('mongodb'), /database "mongodb"/],
      [head('mysql', '\n  relationMode = "prisma"'), /relationMode/],
      ['', /no datasource/],
    ] as const) {
      const folder = await folderWith({ 'schema.prisma': schema + user })
      const { code, err } = await folder.run(['init', '--write'])
      assert.equal(code, 1)
      assert.match(err, because)
      assert.equal(await folder.read('schema.prisma'), schema + user)
    }
  })

  it('refuses what is no UTF-8', async () => {
    const folder = await folderWith({})
    const bytes = Buffer.from(`// caf\u00e9\n${head()}${user}`, 'latin1')
    await writeFile(join(folder.path, 'schema.prisma'), bytes)
    const { code, err } = await folder.run(['init', '--write'])
    assert.deepEqual([code, err.includes('UTF-8')], [1, true])
    assert.deepEqual(await readFile(join(folder.path, 'schema.prisma')), bytes)
  })
})
