import type { Code, Language } from './language.ts'
import { matchServices, type Service } from './match.ts'

const most = 6
const words = {
  id: {
    found: (count: number) => (count > most ? `${most} dari ${count} layanan` : `${count} layanan`),
    none: 'Tidak ada nama layanan yang cocok. Tanyakan saja dengan kata-kata Anda:',
    failed: 'Daftar layanan sedang tidak dapat dimuat. Tanyakan saja:',
    answers: 'Cari jawabannya',
    chat: 'Tanya lewat chat',
  },
  en: {
    found: (count: number) => (count > most ? `${most} of ${count} services` : `${count} services`),
    none: 'No service has such a name. Just ask in your own words:',
    failed: 'The list of services cannot be loaded at the moment. Just ask:',
    answers: 'Find the answer',
    chat: 'Ask by chat',
  },
} satisfies Record<Code, object>

/**
 * Finds services by name while one types. The list is fetched when the field is first touched, so that the page stays
 * light. Without a script, and for what is no name, the form asks the server.
 */
export function createSearch(page: Document, language: Language): void {
  const form = page.querySelector<HTMLFormElement>('.search')
  const field = form?.querySelector<HTMLInputElement>('[name=q]')
  const inEnglish = form?.querySelector<HTMLInputElement>('[name=lang]')
  const count = form?.querySelector('.search__count')
  const list = form?.querySelector('.search__found')
  const drop = form?.querySelector('.search__drop')
  if (!form || !field || !count || !list || !drop) return
  let loading: Promise<Service[] | null> | null = null

  const translate = () => inEnglish?.toggleAttribute('disabled', language.current() !== 'en')
  translate()
  form.addEventListener('submit', (event) => {
    if (field.value.trim() === '') event.preventDefault()
  })
  field.addEventListener('focus', () => (loading ??= loadServices()))
  field.addEventListener('input', () => void show())
  language.listen(() => {
    translate()
    void show()
  })

  async function show(): Promise<void> {
    if (!field || !count || !list || !drop) return
    const services = await (loading ??= loadServices())
    if (!services) loading = null
    const code = language.current()
    const typed = field.value.trim()
    const found = matchServices(services ?? [], typed)
    list.replaceChildren(...found.slice(0, most).map((service) => serviceLink(page, service, code)))
    drop.classList.toggle('search__drop--open', typed !== '')
    if (typed === '') count.textContent = ''
    else if (found.length > 0) count.textContent = words[code].found(found.length)
    else {
      count.textContent = services ? words[code].none : words[code].failed
      list.append(answersLink(page, typed, code), chatLink(page, typed, code))
    }
  }
}

function serviceLink(page: Document, { id, names, agency }: Service, code: Code): HTMLLIElement {
  return line(page, addressIn(code, `/layanan/${encodeURIComponent(id)}`), names[code], agency)
}

function answersLink(page: Document, typed: string, code: Code): HTMLLIElement {
  return line(page, addressIn(code, '/cari', { q: typed }), words[code].answers, `“${typed}”`)
}

function chatLink(page: Document, typed: string, code: Code): HTMLLIElement {
  const item = line(page, addressIn(code, '/tanya', { tanya: typed }), words[code].chat, `“${typed}”`)
  item.querySelector('a')?.setAttribute('data-tanya-open', typed)
  return item
}

function addressIn(code: Code, path: string, query: Record<string, string> = {}): string {
  const written = new URLSearchParams(code === 'en' ? { ...query, lang: code } : query).toString()
  return written === '' ? path : `${path}?${written}`
}

function line(page: Document, href: string, title: string, small: string): HTMLLIElement {
  const item = page.createElement('li')
  const link = page.createElement('a')
  const name = page.createElement('b')
  const more = page.createElement('span')
  link.href = href
  name.textContent = title
  more.textContent = small
  link.append(name, more)
  item.append(link)
  return item
}

async function loadServices(): Promise<Service[] | null> {
  const services: Service[] = []
  let cursor: string | null = null
  try {
    do {
      const page: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
      const response = await fetch(`/api/v1/services?limit=100${page}`)
      if (!response.ok) return null
      const { items, nextCursor } = (await response.json()) as {
        items: Service[]
        nextCursor?: string | null
      }
      services.push(...items)
      cursor = nextCursor ?? null
    } while (cursor !== null)
    return services
  } catch {
    return null
  }
}
