// What the actions and pages in the panel are made of.
import type { Configuration } from '../options/options.js'
import type { Rule } from '../rule/rule.js'
import type { Permissions } from './permissions.js'

/** Bound together once, by `createSingleSession`. */
export interface Parts {
  readonly configuration: Configuration
  readonly rule: Rule
  readonly permissions: Permissions
}
