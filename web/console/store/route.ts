import { signal, type ReadonlySignal } from '@preact/signals'

export const views = ['open', 'mine', 'unassigned', 'solved'] as const
export type View = (typeof views)[number]

export const sections = ['text', 'edit', 'history', 'recipients'] as const
export type Section = (typeof sections)[number]

/** Where in the answer library; a null path is its overview. */
export interface AnswersPlace {
  path: string | null
  section: Section
  /** The revision that is looked at, in the history. */
  revision: number | null
}

/** Among the mails that came in, what is on its way out, or the mailboxes that are read. */
export interface MailPlace {
  tab: 'in' | 'out' | 'boxes'
  /** One mail of those that came in. */
  id: number | null
}

export interface Place {
  view: View
  ticketId: number | null
  /** Both null in the inbox. */
  answers: AnswersPlace | null
  mail: MailPlace | null
}

export interface Route {
  place: ReadonlySignal<Place>
  /** Where somebody wanted to go when they were held back. */
  wanted: ReadonlySignal<Place | null>
  go(place: Partial<Place>): void
  goToAnswers(place: Partial<AnswersPlace>): void
  goToMail(place: Partial<MailPlace>): void
  /** From now on every move is asked about; gives back how that ends. */
  hold(isHeld: (next: Place) => boolean): () => void
  /** Goes where it was held back from. */
  leave(): void
  stay(): void
}

/** The address bar is where we are: back, forward, bookmarks and links work. */
export function createRoute(): Route {
  const place = signal(parsePlace(location.hash))
  const wanted = signal<Place | null>(null)
  let isHeld: (next: Place) => boolean = () => false
  const go = (next: Place) => {
    location.hash = formatPlace(next)
  }
  addEventListener('hashchange', () => {
    const next = parsePlace(location.hash)
    const { view } = place.value
    if (isHeld(next)) {
      history.replaceState(null, '', formatPlace(place.value))
      wanted.value = next
    } else place.value = next.answers || next.mail ? { ...next, view } : next
  })
  return {
    place,
    wanted,
    // Whoever goes to a ticket or a view leaves the answers and the mails.
    go: (change) => go({ ...place.value, answers: null, mail: null, ...change }),
    goToAnswers: (change) => go({ ...place.value, mail: null, answers: { ...answersOverview, ...change } }),
    goToMail: (change) => go({ ...place.value, answers: null, mail: { ...mailLog, ...change } }),
    hold(ask) {
      isHeld = ask
      return () => {
        isHeld = () => false
        wanted.value = null
      }
    },
    leave() {
      const next = wanted.value
      isHeld = () => false
      wanted.value = null
      if (next) go(next)
    },
    stay: () => {
      wanted.value = null
    },
  }
}

export const answersOverview: AnswersPlace = { path: null, section: 'text', revision: null }

export const mailLog: MailPlace = { tab: 'in', id: null }

/** `#/mine/42`, `#/answers/catalogue/pbg.yaml?history=7`, `#/mail/7`; anything odd falls back to all open tickets. */
export function parsePlace(hash: string): Place {
  const [, view, id] = hash.split('/')
  const elsewhere = { view: 'open', ticketId: null, answers: null, mail: null } as const
  if (/^#\/answers(\/|$)/.test(hash)) return { ...elsewhere, answers: parseAnswers(hash) }
  if (view === 'mail') return { ...elsewhere, mail: parseMail(id) }
  return { ...elsewhere, view: views.find((name) => name === view) ?? 'open', ticketId: parseId(id) }
}

type Inbox = Pick<Place, 'view' | 'ticketId'>

export function formatPlace({ view, ticketId, answers, mail }: Inbox & Partial<Place>): string {
  if (answers) return formatAnswers(answers)
  if (mail) return formatMail(mail)
  return ticketId === null ? `#/${view}` : `#/${view}/${ticketId}`
}

export function formatAnswers(place: Partial<AnswersPlace>): string {
  const { path, section, revision } = { ...answersOverview, ...place }
  const words = section === 'text' ? '' : `?${section}${revision === null ? '' : `=${revision}`}`
  return path === null ? '#/answers' : `#/answers/${path}${words}`
}

export function formatMail({ tab, id }: MailPlace): string {
  if (tab === 'out') return '#/mail/outbox'
  if (tab === 'boxes') return '#/mail/mailboxes'
  return id === null ? '#/mail' : `#/mail/${id}`
}

function parseMail(words: string | undefined): MailPlace {
  if (words === 'outbox') return { tab: 'out', id: null }
  return words === 'mailboxes' ? { tab: 'boxes', id: null } : { tab: 'in', id: parseId(words) }
}

function parseAnswers(hash: string): AnswersPlace {
  const [path = '', words = ''] = hash.replace(/^#\/answers\/?/, '').split('?')
  const [name, id] = words.split('=')
  const section = sections.find((known) => known === name) ?? 'text'
  return path === '' ? answersOverview : { path, section, revision: parseId(id) }
}

function parseId(words: string | undefined): number | null {
  const id = Number(words)
  return Number.isSafeInteger(id) && id > 0 ? id : null
}
