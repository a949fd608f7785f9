// Adds the bulk actions and their texts to the options of an AdminJS panel.
import { BaseResource, type AdminJSOptions, type FeatureType, type ResourceWithOptions } from 'adminjs'
import { SingleSessionError } from '../errors.js'
import { translated } from './translations/translated.js'

/** What we need of a single session here. */
export interface UserFeature {
  readonly userModel: string
  readonly userFeature: FeatureType
  readonly hasUserResource: boolean
}

/**
 * Returns new AdminJS options in which the resource of the user model has our bulk actions, and the locale our texts.
 * The options that are given are not changed. What the app itself sets for an action of that resource wins.
 *
 * @throws ERR_SINGLE_SESSION_NO_USER_RESOURCE if the resources do not list the user model.
 */
export function withSingleSession<Options extends AdminJSOptions>(
  options: Options,
  singleSession: UserFeature,
): Options {
  requireArguments(options, singleSession)
  const { userModel, userFeature, hasUserResource } = singleSession
  const resources: unknown[] = options.resources ?? []
  if (hasUserResource && !resources.some((entry) => modelName(rawResource(entry)) === userModel)) {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_NO_USER_RESOURCE',
      `resources has no resource of the user model ${userModel}; it has ${named(resources)}. Write resources: ` +
        `[{ resource: { model: getModelByName('${userModel}'), client: prisma } }], ` +
        'or createSingleSession({ userResource: false, ... }) if the panel does not list the users.',
    )
  }
  return {
    ...options,
    locale: translated(options.locale),
    resources: resources.map((entry) =>
      hasUserResource && modelName(rawResource(entry)) === userModel ? withFeature(entry, userFeature) : entry,
    ),
  }
}

function requireArguments(options: unknown, singleSession: unknown): void {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null
  if (isObject(options) && isObject(singleSession) && 'userFeature' in singleSession) return
  throw new SingleSessionError(
    'ERR_SINGLE_SESSION_INVALID_OPTION',
    'withSingleSession has to be given the options of AdminJS, and what createSingleSession returned. ' +
      'Write new AdminJS(withSingleSession({ resources: [...] }, singleSession)).',
  )
}

/** AdminJS takes a resource as it is, or wrapped together with its options. */
function rawResource(entry: unknown): unknown {
  return isWrapped(entry) ? entry.resource : entry
}

function withFeature(entry: unknown, feature: FeatureType): ResourceWithOptions {
  if (!isWrapped(entry)) return { resource: entry, options: {}, features: [feature] }
  return { ...entry, features: [...(entry.features ?? []), feature] }
}

/** The name of the Prisma model behind a resource: what @adminjs/prisma takes, or makes of it. */
function modelName(resource: unknown): string | undefined {
  if (resource instanceof BaseResource) return resource.id()
  return (resource as { model?: { name?: string } } | null | undefined)?.model?.name
}

const isWrapped = (entry: unknown): entry is ResourceWithOptions =>
  typeof entry === 'object' && entry !== null && 'resource' in entry && Boolean(entry.resource)

const named = (resources: readonly unknown[]): string =>
  resources.map((entry) => modelName(rawResource(entry)) ?? 'one of another kind').join(', ') || 'none'
