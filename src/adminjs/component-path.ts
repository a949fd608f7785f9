// Where the components are, for AdminJS's bundler.
import { fileURLToPath } from 'node:url'

/**
 * The path of a component, such as `'log-out/log-out-drawer'`, as AdminJS's loader takes it: without its ending, which is
 * .tsx here and .js in the package.
 */
export const pathOfComponent = (name: string): string => fileURLToPath(new URL(`./${name}`, import.meta.url))
