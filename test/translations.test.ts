// Our texts: whole in every language, counted as that language counts, and never raw in front of anybody.
import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { locales, type Locale } from 'adminjs'
import { en } from '../src/adminjs/translations/en.js'
import { enElsewhere } from '../src/adminjs/translations/en-elsewhere.js'
import { languages } from '../src/adminjs/translations/languages.js'
import type { Sections } from '../src/adminjs/translations/sections.js'
import { closeApps, idOf, startApp } from './support/app.js'
import { frontEndIn, frontEndOf, saidOf } from './support/front-end.js'
import { run } from './support/process.js'
import { usedTexts } from './support/used-texts.js'
import { runsOnSqliteAlone } from './support/runs-on-sqlite-alone.js'

runsOnSqliteAlone('what it asks of a database is tested on all of them in port.test.ts, and in the promises')

after(closeApps)

const form = /_(zero|one|two|few|many|other)$/
const counts = [0, 1, 2, 5, 11, 21, 22, 100, 1_000_000, 1.5]

/** Each text as [section.key, text]. */
const flat = (sections: Sections): [path: string, text: string][] =>
  Object.entries(sections).flatMap(([section, texts]) =>
    Object.entries(texts).map(([key, text]): [string, string] => [`${section}.${key}`, text]),
  )
const withoutForm = (path: string) => path.replace(form, '')
const keysOf = (sections: Sections) => [...new Set(flat(sections).map(([path]) => withoutForm(path)))].sort()
const placeholdersIn = (text: string) =>
  (text.match(/\$t\(.+?\)|\{\{\w+\}\}(?! \}\))/g) ?? []).map((found) => found.replace(/\s/g, '')).sort()

/** Where the panel looks for a text: the words of the audit trail are those of its resource alone. */
const shownAt = (path: string) =>
  path
    .replace(/^sessionEvent\./, 'resources.SessionEvent.properties.')
    .replace(/^events\./, 'resources.SessionEvent.labels.event.')

const english = flat(en)
const counted = new Set(english.filter(([path]) => form.test(path)).map(([path]) => withoutForm(path)))
const placeholders = new Map(english.map(([path, text]) => [withoutForm(path), placeholdersIn(text)]))

/** The categories that i18next looks for; none where Intl does not know the language and takes the browser's rules. */
const categoriesOf = (language: string) =>
  Intl.PluralRules.supportedLocalesOf(language).length === 0
    ? []
    : new Intl.PluralRules(language).resolvedOptions().pluralCategories

const all: [name: string, sections: Sections, categories: string[]][] = [
  ...Object.entries(languages).map(([name, texts]): [string, Sections, string[]] => [name, texts, categoriesOf(name)]),
  ['English in another language', enElsewhere, []],
]

it('we speak every language that AdminJS ships, and Dutch', () => {
  assert.deepEqual(Object.keys(languages).sort(), [...Object.keys(locales), 'nl'].sort())
})

for (const [name, sections, categories] of all) {
  describe(name, () => {
    it('has the keys of English', () => {
      assert.deepEqual(keysOf(sections), keysOf(en))
    })

    it('has the placeholders of English in each text', () => {
      for (const [path, text] of flat(sections))
        assert.deepEqual(placeholdersIn(text), placeholders.get(withoutForm(path)), path)
    })

    it(`has the plural forms ${categories.join(', ') || 'that suit every number at once'}`, () => {
      const paths = flat(sections).map(([path]) => path)
      for (const base of counted) {
        const expected = categories.length === 0 ? [base] : categories.map((category) => `${base}_${category}`)
        assert.deepEqual(paths.filter((path) => withoutForm(path) === base).sort(), expected.sort())
      }
    })
  })
}

describe('what i18next makes of them', () => {
  const names = ['{{skipped}}', '{{name}}', '{{time}}', '{{wait}}', '{{by}}', '{{user}}', '{{format}}']
  // Beside ours: regions of them, languages with other plurals, and a code that Intl refuses.
  for (const language of [...Object.keys(languages), 'de-AT', 'fr', 'ru', 'ar', 'cy', 'en_US']) {
    it(`is whole and counted in ${language}`, () => {
      const { t } = frontEndIn(language)
      for (const path of keysOf(en)) {
        for (const count of counts) {
          const text = t(shownAt(path), {
            ...{ count, users: count, sessions: count, skipped: 'root', name: 'root', time: 'root' },
            ...{ wait: 'root', by: 'root', user: 'root', format: 'root' },
          })
          assert.doesNotMatch(text, /\{\{|\}\}|\$t\(|undefined|single ?session|^$/i)
          const numbers = (text.match(/[\d.]*\d/g) ?? []).map(Number)
          const expected = placeholders.get(path)?.filter((name) => !names.includes(name)) ?? []
          assert.deepEqual(numbers, Array<number>(expected.length).fill(count), text)
          assert.equal(
            text.includes('root'),
            placeholders.get(path)?.some((name) => names.includes(name)),
            text,
          )
        }
      }
    })
  }

  // In the drawer, then in the notice: one user on two sessions, two on three, five on six.
  const sentences: Record<string, [before: string, after: string][]> = {
    de: [
      ['Sie melden 1 Benutzer von 2 Sitzungen ab.', 'Sie haben 1 Benutzer von 2 Sitzungen abgemeldet.'],
      ['Sie melden 2 Benutzer von 3 Sitzungen ab.', 'Sie haben 2 Benutzer von 3 Sitzungen abgemeldet.'],
      ['Sie melden 5 Benutzer von 6 Sitzungen ab.', 'Sie haben 5 Benutzer von 6 Sitzungen abgemeldet.'],
    ],
    en: [
      ['1 user will be logged out on 2 sessions.', 'Ended 2 sessions of 1 user.'],
      ['2 users will be logged out on 3 sessions.', 'Ended 3 sessions of 2 users.'],
      ['5 users will be logged out on 6 sessions.', 'Ended 6 sessions of 5 users.'],
    ],
    es: [
      ['Va a cerrar 2 sesiones de 1 usuario.', 'Ha cerrado 2 sesiones de 1 usuario.'],
      ['Va a cerrar 3 sesiones de 2 usuarios.', 'Ha cerrado 3 sesiones de 2 usuarios.'],
      ['Va a cerrar 6 sesiones de 5 usuarios.', 'Ha cerrado 6 sesiones de 5 usuarios.'],
    ],
    it: [
      ['Stai per disconnettere 1 utente da 2 sessioni.', 'Hai disconnesso 1 utente da 2 sessioni.'],
      ['Stai per disconnettere 2 utenti da 3 sessioni.', 'Hai disconnesso 2 utenti da 3 sessioni.'],
      ['Stai per disconnettere 5 utenti da 6 sessioni.', 'Hai disconnesso 5 utenti da 6 sessioni.'],
    ],
    ja: [
      [
        '1 人のユーザーを 2 件のセッションからログアウトさせます。',
        '1 人のユーザーを 2 件のセッションからログアウトさせました。',
      ],
      [
        '2 人のユーザーを 3 件のセッションからログアウトさせます。',
        '2 人のユーザーを 3 件のセッションからログアウトさせました。',
      ],
      [
        '5 人のユーザーを 6 件のセッションからログアウトさせます。',
        '5 人のユーザーを 6 件のセッションからログアウトさせました。',
      ],
    ],
    nl: [
      ['U logt 1 gebruiker uit op 2 sessies.', 'U hebt 1 gebruiker uitgelogd op 2 sessies.'],
      ['U logt 2 gebruikers uit op 3 sessies.', 'U hebt 2 gebruikers uitgelogd op 3 sessies.'],
      ['U logt 5 gebruikers uit op 6 sessies.', 'U hebt 5 gebruikers uitgelogd op 6 sessies.'],
    ],
    pl: [
      ['Wylogujesz 1 użytkownika z 2 sesji.', 'Wylogowano 1 użytkownika z 2 sesji.'],
      ['Wylogujesz 2 użytkowników z 3 sesji.', 'Wylogowano 2 użytkowników z 3 sesji.'],
      ['Wylogujesz 5 użytkowników z 6 sesji.', 'Wylogowano 5 użytkowników z 6 sesji.'],
    ],
    'pt-BR': [
      ['Você vai encerrar 2 sessões de 1 usuário.', 'Você encerrou 2 sessões de 1 usuário.'],
      ['Você vai encerrar 3 sessões de 2 usuários.', 'Você encerrou 3 sessões de 2 usuários.'],
      ['Você vai encerrar 6 sessões de 5 usuários.', 'Você encerrou 6 sessões de 5 usuários.'],
    ],
    ua: [
      ['Буде завершено сеансів: 2 (користувачів: 1).', 'Завершено сеансів: 2 (користувачів: 1).'],
      ['Буде завершено сеансів: 3 (користувачів: 2).', 'Завершено сеансів: 3 (користувачів: 2).'],
      ['Буде завершено сеансів: 6 (користувачів: 5).', 'Завершено сеансів: 6 (користувачів: 5).'],
    ],
    'zh-CN': [
      ['将登出 1 个用户的 2 个会话。', '已登出 1 个用户的 2 个会话。'],
      ['将登出 2 个用户的 3 个会话。', '已登出 2 个用户的 3 个会话。'],
      ['将登出 5 个用户的 6 个会话。', '已登出 5 个用户的 6 个会话。'],
    ],
    fr: [
      ['1 user(s) will be logged out on 2 session(s).', 'Ended 2 session(s) of 1 user(s).'],
      ['2 user(s) will be logged out on 3 session(s).', 'Ended 3 session(s) of 2 user(s).'],
      ['5 user(s) will be logged out on 6 session(s).', 'Ended 6 session(s) of 5 user(s).'],
    ],
  }
  for (const [language, expected] of Object.entries(sentences)) {
    it(`reads well in ${language}`, () => {
      const functions = frontEndIn(language)
      const said = [1, 2, 5].map((users) => saidOf(functions, users).slice(0, 2))
      assert.deepEqual(said, expected)
    })
  }

  it('is the same in a region of a language, and English where we speak neither', () => {
    for (const [region, language] of [
      ['de-AT', 'de'],
      ['en-GB', 'en'],
      ['pt-PT', 'fr'],
    ] as const) {
      assert.deepEqual(saidOf(frontEndIn(region), 2), saidOf(frontEndIn(language), 2))
    }
  })

  it('has a sentence of every language above', () => {
    assert.deepEqual(Object.keys(sentences).sort(), [...Object.keys(languages), 'fr'].sort())
  })

  it('is the same Ukrainian in the browsers of all countries, whose plurals i18next takes for it', async () => {
    const here = frontEndIn('ua')
    const expected = counts.map((count) => saidOf(here, count))
    // Rules with one, two, three, four and six categories.
    for (const locale of ['ja-JP', 'en-US', 'cs-CZ', 'uk-UA', 'ar-EG']) {
      const program = fileURLToPath(new URL('./support/front-end.ts', import.meta.url))
      const child = run(process.execPath, ['--import', 'tsx', program, 'ua', ...counts.map(String)], {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        env: { LC_ALL: `${locale.replace('-', '_')}.UTF-8` },
      })
      const [answer] = await child.match(/^\{.*\}$/m)
      assert.deepEqual(JSON.parse(answer), { locale, said: expected })
    }
  })
})

describe("the app's own texts", () => {
  const said = (translations: Locale['translations']) => {
    const { translateMessage, translateButton, translateLabel } = frontEndIn('pl', translations && { translations })
    return [
      translateMessage('singleSessionLoggedOut', 'User', { users: 2, sessions: 1 }),
      translateButton('singleSessionLogOut', 'User', { count: 2 }),
      translateLabel('singleSessionYou', 'User'),
    ]
  }

  it('win, one by one', () => {
    const own = {
      messages: { singleSessionUsers_few: '{{count}} osoby' },
      buttons: { singleSessionLogOut_few: 'Precz ({{count}})' },
    }
    assert.deepEqual(said({ pl: own }), ['Wylogowano 2 osoby z 1 sesji.', 'Precz (2)', 'Ty'])
  })

  it('win if their keys are written flat', () => {
    const own = {
      'messages.singleSessionLoggedOut': 'Gotowe.',
      'messages.own': 'Własne',
      'labels.singleSessionYou': 'To Ty',
    }
    assert.deepEqual(said({ pl: own }), ['Gotowe.', 'Wyloguj 2 użytkowników', 'To Ty'])
    assert.equal(frontEndIn('pl', { translations: { pl: own } }).translateMessage('own'), 'Własne')
  })

  it('win if they are of the resource alone', () => {
    const own = { resources: { User: { messages: { singleSessionLoggedOut: 'Gotowe.' } } } }
    assert.deepEqual(said({ pl: own }), ['Gotowe.', 'Wyloguj 2 użytkowników', 'Ty'])
  })

  it('win in a language that we do not speak', () => {
    const { translateMessage } = frontEndIn('fr', {
      translations: {
        fr: {
          messages: {
            singleSessionUsers_one: '{{count}} utilisateur',
            singleSessionUsers_many: "{{count}} d'utilisateurs",
            singleSessionUsers_other: '{{count}} utilisateurs',
            singleSessionLoggedOut: '$t(messages.singleSessionUsers, {"count": {{users}} }) : terminé.',
          },
        },
      },
    })
    const done = [0, 2].map((users) => translateMessage('singleSessionLoggedOut', 'User', { users, sessions: 1 }))
    assert.deepEqual(done, ['0 utilisateur : terminé.', '2 utilisateurs : terminé.'])
  })
})

it('every text that the source uses exists, and every text is used', async () => {
  const used = await usedTexts()
  for (const [, text] of english) {
    for (const [, nested = ''] of text.matchAll(/\$t\(([\w.]+)/g)) used.add(nested)
  }
  assert.deepEqual([...used].sort(), keysOf(en))
})

it('a panel in Polish tells how many users were logged out, and in the drawer how many will be', async () => {
  const app = await startApp({ adminOptions: { locale: { language: 'pl', availableLanguages: ['pl'] } } })
  const names = ['foo', 'bar', 'baz', 'qux', 'quux']
  const newcomers = names.slice(2).map((name) => ({ email: `${name}@example.com`, passwordHash: 'secret' }))
  await app.prisma.user.createMany({ data: newcomers })
  const ids = await Promise.all(names.map((name) => idOf(app.prisma, name)))
  const admin = await app.browserOf('dave')
  const { translateMessage, translateAction, translateButton } = await frontEndOf(admin)

  assert.equal(translateAction('logoutOnAllSessions', 'User'), 'Wyloguj ze wszystkich sesji')
  const said: string[] = []
  for (const users of [1, 2, 5]) {
    for (const name of names.slice(0, users)) await app.browserOf(name)
    const path = `/admin/api/resources/User/bulk/logoutAllOnAllSessions?recordIds=${ids.slice(0, users).join(',')}`
    const { records } = (await admin.get(path)).json() as { records: { singleSession: { liveSessions: number } }[] }
    const sessions = records.reduce((sum, { singleSession }) => sum + singleSession.liveSessions, 0)
    said.push(translateMessage('singleSessionWillBeLoggedOut', 'User', { users: records.length, sessions }))
    said.push(translateButton('singleSessionLogOut', 'User', { count: records.length }))
    const { notice } = (await admin.post(path)).json() as { notice: { message: string; options: object } }
    said.push(translateMessage(notice.message, 'User', notice.options))
  }
  assert.deepEqual(said, [
    'Wylogujesz 1 użytkownika z 1 sesji.',
    'Wyloguj 1 użytkownika',
    'Wylogowano 1 użytkownika z 1 sesji.',
    'Wylogujesz 2 użytkowników z 2 sesji.',
    'Wyloguj 2 użytkowników',
    'Wylogowano 2 użytkowników z 2 sesji.',
    'Wylogujesz 5 użytkowników z 5 sesji.',
    'Wyloguj 5 użytkowników',
    'Wylogowano 5 użytkowników z 5 sesji.',
  ])
})
