export type Code = 'id' | 'en'

export interface Language {
  current(): Code
  listen(listener: () => void): void
}

const key = 'tanya.language'
/** Which data attribute holds the English of what. */
const attributes = {
  'data-en-label': 'aria-label',
  'data-en-placeholder': 'placeholder',
  'data-en-open': 'data-tanya-open',
} as const

/**
 * The page is written in Indonesian and carries its English in `data-en…` attributes, so that it reads well without
 * any script. The choice: `?lang=`, else what was chosen before, else Indonesian.
 */
export function createLanguage(page: Document): Language {
  const listeners: (() => void)[] = []
  const indonesian = new Map<string, string>()
  let current: Code = 'id'

  const links = [...page.querySelectorAll<HTMLAnchorElement>('a[data-language]')]
  for (const link of links) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      choose(asCode(link.dataset.language) ?? 'id')
      remember(current)
      history.replaceState(null, '', current === 'en' ? '?lang=en' : location.pathname)
    })
  }
  choose(asCode(new URLSearchParams(location.search).get('lang')) ?? remembered() ?? 'id')

  function choose(next: Code): void {
    if (next === current) return
    current = next
    page.documentElement.lang = next
    translate('data-en', null)
    for (const [from, to] of Object.entries(attributes)) translate(from, to)
    for (const link of links) link.toggleAttribute('aria-current', link.dataset.language === next)
    links.find((link) => link.dataset.language === next)?.setAttribute('aria-current', 'true')
    for (const link of page.querySelectorAll<HTMLAnchorElement>('a[data-page]'))
      link.search = next === 'en' ? '?lang=en' : ''
    for (const form of page.querySelectorAll<HTMLFormElement>('form[data-page]'))
      form.action = new URL(next === 'en' ? '?lang=en' : (form.action.split('?')[0] ?? ''), form.action).href
    for (const listener of listeners) listener()
  }

  /** Keeps the Indonesian the first time it is replaced. `to` null means the element's own words. */
  function translate(from: string, to: string | null): void {
    page.querySelectorAll(`[${from}]`).forEach((element, index) => {
      const place = `${from} ${index}`
      const own =
        indonesian.get(place) ?? (to === null ? element.textContent : element.getAttribute(to)) ?? ''
      indonesian.set(place, own)
      const words = current === 'en' ? (element.getAttribute(from) ?? own) : own
      if (to === null) element.textContent = words
      else element.setAttribute(to, words)
    })
  }

  return { current: () => current, listen: (listener) => listeners.push(listener) }
}

/** Of a page that the server wrote in one language. Whoever switches it wants the other pages so, too. */
export function fixedLanguage(page: Document): Language {
  for (const link of page.querySelectorAll<HTMLAnchorElement>('a[data-language]'))
    link.addEventListener('click', () => remember(asCode(link.dataset.language) ?? 'id'))
  return { current: () => asCode(page.documentElement.lang) ?? 'id', listen: () => {} }
}

function asCode(value: string | null | undefined): Code | null {
  return value === 'id' || value === 'en' ? value : null
}

/** Storage throws where it is blocked; then the choice lasts as long as the page. */
function remembered(): Code | null {
  try {
    return asCode(localStorage.getItem(key))
  } catch {
    return null
  }
}

function remember(code: Code): void {
  try {
    localStorage.setItem(key, code)
  } catch {
    // Nothing is lost but the memory of the choice.
  }
}
