/** Fills the pages of `web/site/pages` in, inside the frame that the web's build has given its style and script. */
import Mustache from 'mustache'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { languages, type Language } from '../../templates/index.ts'
import type { Office } from '../wire/office.ts'
import { escapeMarkup } from './escape.ts'

export interface SitePage {
  template: 'service' | 'services' | 'search' | 'missing' | 'ask' | 'thread' | 'track' | 'privacy'
  language: Language
  path: string
  /** What the address holds besides the language. */
  query?: Record<string, string>
  title: string
  description: string
  /** False keeps search engines from listing it. */
  isListed?: boolean
  view: object
}
export type RenderPage = (page: SitePage) => string

/** Every value is escaped; no template here may hold a raw tag, or an attribute without quotes. */
export function createPageRender(dist: string, office: Office, baseUrl: string): RenderPage {
  const frame = readFileSync(join(dist, 'page.html'), 'utf8')
  const parts = new Map(
    readdirSync(join(dist, 'pages')).map((name) => [
      basename(name, '.mustache'),
      readFileSync(join(dist, 'pages', name), 'utf8').trim(),
    ]),
  )
  const writer = new Mustache.Writer()

  return ({ template, language, path, query = {}, title, description, isListed = true, view }) => {
    const pathIn = inEachLanguage((one) => withQuery(path, one === 'en' ? { ...query, lang: one } : query))
    const addressIn = inEachLanguage((one) => baseUrl + pathIn[one])
    const filled = {
      ...view,
      language,
      inIndonesian: language === 'id',
      inEnglish: language === 'en',
      inLanguage: language === 'en' ? '?lang=en' : '',
      title,
      description,
      robots: isListed ? 'all' : 'noindex',
      pathIn,
      addressIn,
      address: addressIn[language],
      office: { ...office, hours: office.hours[language], ...mailboxOf(office) },
    }
    return writer.render(frame, filled, (name) => parts.get(name === 'main' ? template : name), {
      escape: escapeMarkup,
    })
  }
}

/** A long address may break before its @. */
function mailboxOf({ email }: Office) {
  const at = email?.lastIndexOf('@') ?? 0
  return { mailbox: email?.slice(0, at) ?? '', domain: email?.slice(at) ?? '' }
}

function inEachLanguage(make: (language: Language) => string): Record<Language, string> {
  const [id, en] = languages.map(make)
  return { id: id ?? '', en: en ?? '' }
}

function withQuery(path: string, query: Record<string, string>): string {
  const written = new URLSearchParams(query).toString()
  return written === '' ? path : `${path}?${written}`
}
