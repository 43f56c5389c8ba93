/**
 * The chat button for any page. Built to /widget.js, a classic script without imports; nothing more is fetched
 * until somebody opens the chat, or comes back to one that goes on. Attributes of the script tag: `data-lang`
 * (id, en; else the page's own), `data-theme` (light, dark), `data-position` (left), `data-color` (#rrggbb),
 * `data-identity` (a token by which the site's server says who its visitor is; later: `Tanya.identify(token)`). Any
 * element of the page with `data-tanya-open` opens the chat too; the value becomes the beginning of the question.
 */
import { adopt, drawIcon, protect, tint } from './loader-look.ts'
import { recall, remember, whenIdle } from './loader-memory.ts'
import type { FromPanel, ToPanel } from './messages.ts'

const words = {
  id: {
    name: 'Tanya kami lewat chat',
    close: 'Tutup chat',
    unread: 'belum dibaca',
    title: 'Chat Tanya PTSP',
  },
  en: { name: 'Ask us by chat', close: 'Close chat', unread: 'unread', title: 'Tanya PTSP chat' },
}

declare global {
  interface Window {
    /** For a page that learns only later who its visitor is. */
    Tanya?: { identify(token: string): void }
  }
}

const script = document.currentScript
if (script instanceof HTMLScriptElement && !document.querySelector('tanya-chat')) {
  if (document.body) install(script)
  else addEventListener('DOMContentLoaded', () => install(script))
}

function install(script: HTMLScriptElement): void {
  const { lang, theme = '', position, color = '' } = script.dataset
  let { identity = '' } = script.dataset
  const panelUrl = new URL('widget/', script.src)
  const host = document.createElement('tanya-chat')
  const shadow = host.attachShadow({ mode: 'open' })
  const region = document.createElement('section')
  const button = document.createElement('button')
  const badge = document.createElement('span')
  let frame: HTMLIFrameElement | undefined
  let isReady = false
  let isOpen = false
  let unread = Number(recall())
  let opener: HTMLElement = button
  let title = ''
  let blinking: ReturnType<typeof setInterval> | undefined

  protect(host)
  adopt(shadow)
  if (position === 'left') region.className = 'left'
  if (theme === 'dark' || theme === 'light') region.style.colorScheme = theme
  tint(button, color)
  button.type = 'button'
  button.append(drawIcon())
  badge.className = 'badge'
  badge.ariaHidden = 'true'
  button.append(badge)
  region.append(button)
  shadow.append(region)
  // Beside <body>, not in it: a transform or filter on <body> would capture what is fixed inside it.
  document.documentElement.append(host)
  label()

  window.Tanya = {
    identify(token) {
      identity = token
      tell({ tanya: 'identity', identity })
    },
  }
  if (recall() !== null) whenIdle(() => frame ?? load('', true))

  button.addEventListener('click', () => (isOpen ? close() : open('', button)))
  document.addEventListener('click', (event) => {
    const wish = event.target instanceof Element && event.target.closest<HTMLElement>('[data-tanya-open]')
    if (!wish || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open(wish.dataset.tanyaOpen ?? '', wish)
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen && !event.defaultPrevented) close()
  })
  addEventListener('message', ({ source, origin, data }: MessageEvent<FromPanel>) => {
    if (!frame || source !== frame.contentWindow || origin !== panelUrl.origin) return
    if (data.tanya === 'close') close()
    if (data.tanya === 'chat') {
      if (!isReady && !isOpen) tell({ tanya: 'hide' })
      isReady = true
      unread = Number(data.unread) || 0
      remember(data.isGoing ? unread : null)
      label()
      blink(unread > 0 && !isOpen && !data.isQuiet)
    }
  })
  new MutationObserver(() => {
    label()
    tell({ tanya: 'language', language: language() })
  }).observe(document.documentElement, { attributeFilter: ['lang'] })
  // The phone's keyboard covers what is fixed to the bottom; only the visual viewport knows.
  visualViewport?.addEventListener('resize', () => {
    region.style.setProperty('--seen', `${visualViewport?.height ?? innerHeight}px`)
  })

  function open(ask: string, by: HTMLElement): void {
    isOpen = true
    opener = by
    // What is said to a panel that still loads is lost, and one that could not load gets another chance.
    if (isReady) tell({ tanya: 'show', ask })
    else load(ask, false)
    label()
    frame?.focus()
  }

  /**
   * Sandboxed on strangers' pages: it cannot lead them elsewhere, nor open dialogs over them. On the office's own page
   * it is of the same origin, with which what is inside can take a sandbox off again: no protection, and a warning
   * in every console.
   */
  function load(ask: string, isHidden: boolean): void {
    frame?.remove()
    isReady = false
    frame = document.createElement('iframe')
    const wishes = new URLSearchParams({ lang: language(), theme, ask, embedded: '1' })
    if (isHidden) wishes.set('hidden', '1')
    if (identity) wishes.set('identity', identity)
    wishes.set('page', location.origin + location.pathname)
    // In the fragment, which never reaches a server's log.
    panelUrl.hash = wishes.toString()
    frame.src = panelUrl.href
    if (panelUrl.origin !== location.origin)
      frame.setAttribute(
        'sandbox',
        'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads',
      )
    // To copy the conversation, from a frame of another origin.
    frame.allow = 'clipboard-write'
    frame.addEventListener('load', () => isOpen && frame?.focus())
    region.prepend(frame)
  }

  function close(): void {
    isOpen = false
    tell({ tanya: 'hide' })
    label()
    // A link of a list that has changed meanwhile is gone.
    if (opener.isConnected) opener.focus()
    else button.focus()
  }

  function tell(message: ToPanel): void {
    frame?.contentWindow?.postMessage(message, panelUrl.origin)
  }

  function label(): void {
    const text = words[language()]
    const name = unread > 0 ? `${text.name} (${unread} ${text.unread})` : text.name
    region.ariaLabel = text.title
    if (frame) frame.title = text.title
    region.toggleAttribute('data-open', isOpen)
    button.ariaExpanded = String(isOpen)
    button.ariaLabel = isOpen ? text.close : name
    badge.textContent = unread > 0 && !isOpen ? String(Math.min(unread, 99)) : ''
  }

  /** The tab says that an answer came, until somebody looks. */
  function blink(isOn: boolean): void {
    if (isOn === (blinking !== undefined)) return
    if (isOn) {
      title = document.title
      blinking = setInterval(() => {
        document.title = document.title === title ? `(${unread}) ${words[language()].title}` : title
      }, 1500)
      return
    }
    clearInterval(blinking)
    blinking = undefined
    document.title = title
  }

  function language(): 'id' | 'en' {
    return (lang || document.documentElement.lang).toLowerCase().startsWith('en') ? 'en' : 'id'
  }
}
