// A Prisma generator: writes the whole data model as JSON next to the generated client. The Rust-free client carries
// only a trimmed one, without which @adminjs/prisma cannot tell which field is the id.
import { mkdirSync, writeFileSync } from 'node:fs'
import helper from '@prisma/generator-helper'

helper.generatorHandler({
  onManifest: () => ({ prettyName: 'data model for AdminJS', defaultOutput: '../node_modules/.prisma/dmmf' }),
  onGenerate: (options) => {
    const folder = options.generator.output?.value
    if (!folder) throw new Error('write-dmmf.ts: the generator has no output folder')
    mkdirSync(folder, { recursive: true })
    writeFileSync(`${folder}/datamodel.json`, JSON.stringify(options.dmmf.datamodel))
    return Promise.resolve()
  },
})
