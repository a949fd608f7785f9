// What the actions and pages in the panel are made of.
import type { GuardedStore } from '../express/guarded-store.js'
import type { Configuration } from '../options/options.js'
import type { SessionRepository } from '../rule/session-repository.js'
import type { SessionRule } from '../rule/session-rule.js'
import type { Permissions } from './permissions.js'

/** Bound together once, by `createSingleSession`. */
export interface Parts {
  readonly configuration: Configuration
  readonly repository: SessionRepository
  readonly rule: SessionRule
  readonly store: GuardedStore
  readonly permissions: Permissions
}
