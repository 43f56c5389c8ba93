import type { FromPanel, ToPanel } from './messages.ts'
import type { Language } from './words.ts'

export interface HostEvents {
  shown(ask: string): void
  hidden(): void
  language(language: Language): void
}

export interface Host {
  isEmbedded: boolean
  language: Language
  theme: string
  /** How the question begins, when the page knows it. */
  ask: string
  /** Loaded to look after a conversation, with nobody looking at it yet. */
  isHidden: boolean
  /** What the office may know at each connect: the page, and for whom its site vouches. */
  about: { page?: string; identity?: string }
  close(): void
  tellChat(unread: number, isGoing: boolean, isQuiet: boolean): void
}

/** The page around the panel: what it asked for in the address's fragment, and what it says later. */
export function createHost(events: HostEvents): Host {
  const asked = new URLSearchParams(location.hash.slice(1))
  const isEmbedded = window.parent !== window && asked.has('embedded')
  let told = ''
  const [page, identity] = [asked.get('page'), asked.get('identity')]
  const about: Host['about'] = { ...(page && { page }), ...(identity && { identity }) }

  // Whose page this is cannot be known; a number and a wish to close are no secret.
  const tell = (message: FromPanel) => isEmbedded && window.parent.postMessage(message, '*')

  addEventListener('message', ({ source, data }: MessageEvent<ToPanel>) => {
    if (!isEmbedded || source !== window.parent) return
    if (data?.tanya === 'show') events.shown(String(data.ask))
    if (data?.tanya === 'hide') events.hidden()
    if (data?.tanya === 'identity') about.identity = String(data.identity)
    if (data?.tanya === 'language') events.language(data.language === 'en' ? 'en' : 'id')
  })

  return {
    isEmbedded,
    about,
    language: asked.get('lang') === 'en' ? 'en' : 'id',
    theme: asked.get('theme') ?? '',
    ask: asked.get('ask') ?? '',
    close: () => tell({ tanya: 'close' }),
    isHidden: isEmbedded && asked.has('hidden'),
    tellChat(unread, isGoing, isQuiet) {
      const news = `${unread} ${isGoing} ${isQuiet}`
      if (news !== told) tell({ tanya: 'chat', unread, isGoing, isQuiet })
      told = news
    },
  }
}
