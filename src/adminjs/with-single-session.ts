// Adds what we have for people to the options of an AdminJS panel: actions, pages, the audit trail, texts.
import { BaseResource, ComponentLoader, type AdminJSOptions, type FeatureType, type ResourceWithOptions } from 'adminjs'
import { SingleSessionError } from '../errors.js'
import { pathOfComponent } from './component-path.js'
import { loginComponent } from './login-component.js'
import { onlineComponent } from './online/who-is-online.js'
import { onlinePageName } from './online/wire.js'
import { panelPartsOf, type PanelParts } from './panel-parts.js'
import { mySessionsComponent } from './sessions/my-sessions.js'
import { mySessionsPageName } from './sessions/wire.js'
import type { SingleSession } from './single-session.js'
import { addBundledTexts } from './translations/bundled-texts.js'
import { withLanguages } from './translations/languages-of.js'

/**
 * Returns new AdminJS options in which the resource of the user model has our actions, that of the event model, if
 * it is listed, is the audit trail, and there are the pages "My sessions" and "Who is online". The options that are given
 * are not changed, but components, and our texts, are added to their `componentLoader`. What the app itself sets wins.
 *
 * @throws ERR_SINGLE_SESSION_NO_USER_RESOURCE if the resources do not list the user model.
 */
export function withSingleSession<Options extends AdminJSOptions>(
  options: Options,
  singleSession: SingleSession,
): Options {
  const { userModel, eventModel, userFeature, eventFeature, mySessions, whoIsOnline, hasUserResource } = partsFor(
    options,
    singleSession,
  )
  const resources: unknown[] = options.resources ?? []
  if (hasUserResource && !resources.some((entry) => modelName(rawResource(entry)) === userModel)) {
    throw new SingleSessionError(
      'ERR_SINGLE_SESSION_NO_USER_RESOURCE',
      `resources has no resource of the user model ${userModel}; it has ${namesOf(resources)}. Write resources: ` +
        `[{ resource: { model: getModelByName('${userModel}'), client: prisma } }], ` +
        'or createSingleSession({ userResource: false, ... }) if the panel does not list the users.',
    )
  }
  const users = resources.find((entry) => hasUserResource && modelName(rawResource(entry)) === userModel)
  const events = eventFeature(users === undefined ? undefined : (optionsOf(users).id ?? userModel))
  return {
    ...options,
    componentLoader: withComponents(options.componentLoader ?? new ComponentLoader(), options.locale),
    locale: withLanguages(options.locale),
    pages: { [mySessionsPageName]: mySessions, [onlinePageName]: whoIsOnline, ...options.pages },
    resources: resources.map((entry) => {
      const model = modelName(rawResource(entry))
      if (hasUserResource && model === userModel)
        return withFeature(entry, userFeature(Object.keys(optionsOf(entry).actions ?? {})))
      return model === eventModel ? withFeature(entry, events) : entry
    }),
  }
}

/** Our components and texts; in the place of AdminJS's components, unless the app has put its own there. */
function withComponents(componentLoader: ComponentLoader, locale: AdminJSOptions['locale']): ComponentLoader {
  const taken = componentLoader.getComponents()
  const ours = { Login: loginComponent, AuthenticationBackgroundComponent: 'open-tabs/open-tabs' }
  for (const [name, file] of Object.entries(ours)) {
    if (!(name in taken)) componentLoader.override(name, pathOfComponent(file))
  }
  componentLoader.add(mySessionsComponent, pathOfComponent('sessions/my-sessions-page'))
  componentLoader.add(onlineComponent, pathOfComponent('online/online-page'))
  addBundledTexts(componentLoader, locale)
  return componentLoader
}

/** Checks the arguments: they may come from JavaScript. */
function partsFor(options: unknown, singleSession: unknown): PanelParts {
  const parts = panelPartsOf(singleSession)
  if (typeof options === 'object' && options !== null && parts) return parts
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

function withFeature(entry: unknown, feature: FeatureType): Wrapped {
  if (!isWrapped(entry)) return { resource: entry, options: {}, features: [feature] }
  return { ...entry, features: [...(entry.features ?? []), feature] }
}

/** A resource together with its options, which AdminJS takes without them too, whatever its type says. */
type Wrapped = Pick<ResourceWithOptions, 'resource'> & Partial<ResourceWithOptions>

const optionsOf = (entry: unknown): { id?: string; actions?: object } =>
  (isWrapped(entry) ? entry.options : undefined) ?? {}

/** The name of the Prisma model behind a resource: what @adminjs/prisma takes, or makes of it. */
function modelName(resource: unknown): string | undefined {
  if (resource instanceof BaseResource) return resource.id()
  // @adminjs/prisma takes an object with the model; another adapter's resource may be anything.
  return (resource as { model?: { name?: string } } | null | undefined)?.model?.name
}

const isWrapped = (entry: unknown): entry is Wrapped =>
  typeof entry === 'object' && entry !== null && 'resource' in entry && Boolean(entry.resource)

const namesOf = (resources: readonly unknown[]): string =>
  resources.map((entry) => modelName(rawResource(entry)) ?? 'one of another kind').join(', ') || 'none'
