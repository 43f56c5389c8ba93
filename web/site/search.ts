import type { Code, Language } from './language.ts'
import { matchServices, type Service } from './match.ts'

const most = 6
const words = {
  id: {
    found: (count: number) => (count > most ? `${most} dari ${count} layanan` : `${count} layanan`),
    none: 'Tidak ada nama layanan yang cocok. Tanyakan saja dengan kata-kata Anda:',
    failed: 'Daftar layanan sedang tidak dapat dimuat. Tanyakan saja:',
    ask: (name: string) => `Saya ingin bertanya tentang ${name}: `,
    chat: 'Tanya lewat chat',
  },
  en: {
    found: (count: number) => (count > most ? `${most} of ${count} services` : `${count} services`),
    none: 'No service has such a name. Just ask in your own words:',
    failed: 'The list of services cannot be loaded at the moment. Just ask:',
    ask: (name: string) => `I have a question about ${name}: `,
    chat: 'Ask by chat',
  },
} satisfies Record<Code, object>

/** Finds services by name while one types. The list is fetched when the field is first touched, so that the page stays light. */
export function createSearch(page: Document, language: Language): void {
  const form = page.querySelector<HTMLFormElement>('.search')
  const field = form?.querySelector('input')
  const count = form?.querySelector('.search__count')
  const list = form?.querySelector('.search__found')
  const drop = form?.querySelector('.search__drop')
  if (!form || !field || !count || !list || !drop) return
  let loading: Promise<Service[] | null> | null = null

  form.hidden = false
  form.addEventListener('submit', (event) => event.preventDefault())
  field.addEventListener('focus', () => (loading ??= loadServices()))
  field.addEventListener('input', () => void show())
  language.listen(() => void show())

  async function show(): Promise<void> {
    if (!field || !count || !list || !drop) return
    const services = await (loading ??= loadServices())
    if (!services) loading = null
    const code = language.current()
    const typed = field.value.trim()
    const found = matchServices(services ?? [], typed)
    list.replaceChildren(...found.slice(0, most).map((service) => item(page, service, code)))
    drop.classList.toggle('search__drop--open', typed !== '')
    if (typed === '') count.textContent = ''
    else if (found.length > 0) count.textContent = words[code].found(found.length)
    else {
      count.textContent = services ? words[code].none : words[code].failed
      list.append(askInstead(page, typed, code))
    }
  }
}

function item(page: Document, { names, agency }: Service, code: Code): HTMLLIElement {
  return opener(page, words[code].ask(names[code]), names[code], agency)
}

function askInstead(page: Document, typed: string, code: Code): HTMLLIElement {
  return opener(page, typed, words[code].chat, `“${typed}”`)
}

function opener(page: Document, question: string, title: string, small: string): HTMLLIElement {
  const line = page.createElement('li')
  const link = page.createElement('a')
  const name = page.createElement('b')
  const more = page.createElement('span')
  link.href = `/widget/#${new URLSearchParams({ ask: question })}`
  link.dataset.tanyaOpen = question
  name.textContent = title
  more.textContent = small
  link.append(name, more)
  line.append(link)
  return line
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
