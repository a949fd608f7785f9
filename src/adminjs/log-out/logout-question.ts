// The page that asks whether to log out, where nobody can tell who wants it. It is no page of AdminJS's front end: it loads
// nothing, and works without scripts.
import type AdminJS from 'adminjs'
import type { CurrentAdmin, Locale } from 'adminjs'
import type { Request, Response } from 'express'
import { textsIn } from '../translations/languages.js'

/** What browsers make of the page: it is kept nowhere and shown in no frame, and its form says where it was posted from. */
const headers = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
}

/** Asks the user of a request whether to log out. The button posts to the logout. */
export async function askWhetherToLogOut(admin: AdminJS, req: Request, res: Response): Promise<void> {
  const { rootPath, logoutPath } = admin.options
  const { language, translateMessage, translateButton } = await textsFor(admin, req)
  const question = escaped(translateMessage('singleSessionLogOutHere'))
  res.status(200).set(headers).type('html').send(`<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${question}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; display: grid; place-content: center; min-height: 90vh; text-align: center }
  button { font: inherit; padding: 8px 24px; margin-right: 16px; cursor: pointer }
</style>
</head>
<body>
<form method="post" action="${escaped(logoutPath)}">
<h1>${question}</h1>
<button>${escaped(translateButton('singleSessionEndOne'))}</button>
<a href="${escaped(rootPath)}">${escaped(translateButton('singleSessionCancel'))}</a>
</form>
</body>
</html>
`)
}

type Translate = (key: string) => string

/** The panel's texts: AdminJS translates in the browser alone. */
async function textsFor({ options: { locale } }: AdminJS, req: Request) {
  // What the app's login put there, which AdminJS takes for its current admin too.
  const currentAdmin = req.session.adminUser as CurrentAdmin | undefined
  const {
    language,
    availableLanguages = [],
    localeDetection,
    translations,
  }: Partial<Locale> = (typeof locale === 'function' ? await locale(currentAdmin) : locale) ?? {}
  const detected = localeDetection === true && req.acceptsLanguages(...availableLanguages)
  const name = detected || (language ?? 'en')
  const ours = textsIn(name)
  // AdminJS's type is that of its own sections and keys; those of the app for our texts are beside them, and win.
  const { messages, buttons } = (translations?.[name] ?? {}) as Partial<Record<string, Texts>>
  const translateMessage: Translate = (key) => messages?.[key] ?? ours.messages?.[key] ?? key
  const translateButton: Translate = (key) => buttons?.[key] ?? ours.buttons?.[key] ?? key
  return { language: name, translateMessage, translateButton }
}

type Texts = Readonly<Record<string, string | undefined>>

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? '')
