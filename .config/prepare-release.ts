// Prepares a checkout for `npm publish`: stops unless package.json and CHANGELOG.md speak of the tag, and writes where the
// package comes from into package.json and README.md. The repository names no address of its own, so that it can move; the
// workflow knows it. `npm run release:prepare` takes it from GITHUB_SERVER_URL, GITHUB_REPOSITORY and GITHUB_REF_NAME.
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

interface Manifest extends Record<string, unknown> {
  version: string
}

/**
 * Checks that a tag names the version of package.json, and that the changelog has a dated chapter for it.
 *
 * @throws Error that says what to write.
 */
export function checkTag(tag: string, { version }: Manifest, changelog: string): void {
  if (tag !== `v${version}`) {
    throw new Error(`The tag is ${tag || 'not there'}, and package.json says ${version}. Tag the commit v${version}.`)
  }
  const heading = `## [${version}] - `
  const date = changelog
    .split('\n')
    .find((line) => line.startsWith(heading))
    ?.slice(heading.length)
  if (date === undefined || !/^\d{4}-\d\d-\d\d$/.test(date.trim())) {
    throw new Error(`CHANGELOG.md has no chapter of this version. Write "${heading}" and the date, as in 2026-12-31.`)
  }
}

/** The manifest, with where the package comes from. npm compares `repository` with the origin that it can prove. */
export function withOrigin(manifest: Manifest, repository: string): Manifest {
  return {
    ...manifest,
    homepage: `${repository}#readme`,
    repository: { type: 'git', url: `git+${repository}.git` },
    bugs: { url: `${repository}/issues` },
  }
}

/** The README for npm's page, where links and pictures of the repository lead nowhere: they become those of the tag. */
export function withWholeLinks(markdown: string, repository: string, tag: string): string {
  return markdown.replaceAll(
    /(!?)(\[[^\]]*\])\((?![a-z]+:|#|\/)([^)]+)\)/g,
    (_all, picture: string, text: string, path: string) =>
      `${picture}${text}(${repository}/${picture ? 'raw' : 'blob'}/${tag}/${path})`,
  )
}

/** Does it in the working folder. */
async function prepare(env: NodeJS.ProcessEnv): Promise<void> {
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: name = '', GITHUB_REF_NAME: tag = '' } = env
  if (!/^https:\/\/[^/]+$/.test(server) || !/^[\w.-]+\/[\w.-]+$/.test(name)) {
    throw new Error('GITHUB_SERVER_URL and GITHUB_REPOSITORY have to say where the repository is, as GitHub sets them.')
  }
  const repository = `${server}/${name}`
  const [manifest = '', changelog = '', readme = ''] = await Promise.all(
    ['package.json', 'CHANGELOG.md', 'README.md'].map((path) => readFile(path, 'utf8')),
  )
  const parsed = JSON.parse(manifest) as Manifest // npm requires it to have a version.
  checkTag(tag, parsed, changelog)
  await writeFile('package.json', `${JSON.stringify(withOrigin(parsed, repository), null, 2)}\n`)
  await writeFile('README.md', withWholeLinks(readme, repository, tag))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await prepare(process.env)
