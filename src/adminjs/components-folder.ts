// Where the components are.
import { fileURLToPath } from 'node:url'

/** The path of a component, as AdminJS's loader takes it: without its ending, which is .tsx here and .js in the package. */
export const pathOfComponent = (name: string): string => fileURLToPath(new URL(`./components/${name}`, import.meta.url))
