// What a single session has for the panel. It is no part of its public face: `withSingleSession` finds it here.
import type { AdminPage, FeatureType } from 'adminjs'
import { createEventFeature } from './audit-trail/event-feature.js'
import { onlinePage } from './online/who-is-online.js'
import type { Parts } from './parts.js'
import { mySessionsPage } from './sessions/my-sessions.js'
import { createUserFeature } from './user-feature.js'

/** What `withSingleSession` adds to a panel. */
export interface PanelParts {
  /** The name of the user model in the Prisma schema. */
  readonly userModel: string
  /** The name of the event model in it. */
  readonly eventModel: string
  /** Whether the panel lists the users. */
  readonly hasUserResource: boolean
  /** The feature for the resource of the users, given the names of the actions in its own options. */
  readonly userFeature: (ownActions: readonly string[]) => FeatureType
  /** The feature for the resource of the events, given the id of the resource of the users. */
  readonly eventFeature: (userResourceId: string | undefined) => FeatureType
  readonly mySessions: AdminPage
  readonly whoIsOnline: AdminPage
}

const known = new WeakMap<object, PanelParts>()

/** Builds what a single session has for the panel, for `panelPartsOf`. */
export function keepPanelParts(singleSession: object, parts: Parts): void {
  known.set(singleSession, {
    userModel: parts.rule.users.model,
    eventModel: parts.rule.eventModel,
    hasUserResource: parts.configuration.userResource,
    userFeature: (ownActions) => createUserFeature(parts, ownActions),
    eventFeature: (userResourceId) => createEventFeature(parts, userResourceId),
    mySessions: mySessionsPage(parts),
    whoIsOnline: onlinePage(parts),
  })
}

/** What this single session has for the panel; undefined if `createSingleSession` did not return it. */
export const panelPartsOf = (singleSession: unknown): PanelParts | undefined =>
  typeof singleSession === 'object' && singleSession !== null ? known.get(singleSession) : undefined
