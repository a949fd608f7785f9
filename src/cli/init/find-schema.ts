// Finds the app's Prisma schema where Prisma itself looks for it.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { CliError, usageError } from '../cli-error.js'

/** Where the schema is. */
export interface SchemaPlace {
  /** The file, or the folder of files. */
  readonly path: string
  readonly isFolder: boolean
  /** What said so, for the message. */
  readonly saidBy: string
}

const configFiles = ['prisma.config', '.config/prisma'].flatMap((name) =>
  ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].map((extension) => `${name}.${extension}`),
)

/** The schema that `--schema` names, or else the Prisma configuration, or else the one in its usual place. */
export async function findSchema(cwd: string, option: string | undefined): Promise<SchemaPlace> {
  if (option !== undefined) return placeAt(cwd, option, '--schema')
  const config = configFiles.find((name) => existsSync(join(cwd, name)))
  const configured = config === undefined ? undefined : await schemaOfConfig(join(cwd, config))
  if (config !== undefined && configured !== undefined) return placeAt(dirname(join(cwd, config)), configured, config)
  const inPackage = schemaOfPackage(join(cwd, 'package.json'))
  if (inPackage !== undefined) return placeAt(cwd, inPackage, 'package.json')
  const usual = ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema'].find((path) => existsSync(join(cwd, path)))
  if (usual !== undefined) return placeAt(cwd, usual, 'its usual place')
  throw new CliError(
    `There is no Prisma schema in ${cwd}. Write --schema <path>, or run "npx prisma init" first and add your user model.`,
  )
}

function placeAt(folder: string, path: string, saidBy: string): SchemaPlace {
  const found = resolve(folder, path)
  if (!existsSync(found)) throw usageError(`There is no schema at ${found}, where ${saidBy} says it is.`)
  return { path: found, isFolder: statSync(found).isDirectory(), saidBy }
}

/**
 * The schema of a Prisma configuration, or undefined if it names none. Where it is written as plain text it is read from
 * there, because a configuration may want things that are not at hand, such as the address of the database.
 */
async function schemaOfConfig(path: string): Promise<string | undefined> {
  const code = readFileSync(path, 'utf8').replaceAll(/\/\*[^]*?\*\/|(?<![:'"])\/\/.*$/gm, '')
  if (!/\bschema\b/.test(code)) return undefined
  const [, , text] = /\bschema\s*:\s*(['"`])([^'"`$]+)\1\s*[,}\n]/.exec(code) ?? []
  if (text !== undefined) return text
  const schema = await runConfig(path)
  if (schema !== undefined) return schema
  throw new CliError(`${path} names the schema in a way that cannot be read here. Write --schema <path>.`)
}

/** Lets Prisma's own package run the configuration, if it is there. */
async function runConfig(configFile: string): Promise<string | undefined> {
  try {
    const ofPrisma = createRequire(createRequire(configFile).resolve('prisma/package.json'))
    // What Prisma's CLI itself calls; its types belong to the version that the app has.
    const { loadConfigFromFile } = ofPrisma('@prisma/config') as {
      loadConfigFromFile: (given: { configFile: string }) => Promise<{ config?: { schema?: unknown } }>
    }
    const { config } = await loadConfigFromFile({ configFile })
    return typeof config?.schema === 'string' ? config.schema : undefined
  } catch {
    return undefined
  }
}

function schemaOfPackage(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  try {
    // Anybody may have written this file, so nothing of it is sure.
    const { prisma } = JSON.parse(readFileSync(path, 'utf8')) as { prisma?: { schema?: unknown } }
    return typeof prisma?.schema === 'string' ? prisma.schema : undefined
  } catch {
    return undefined
  }
}

/** A path as the user sees it. */
export const shownPath = (cwd: string, path: string): string => relative(cwd, path).replaceAll('\\', '/') || path
