/**
 * The chat button for any page. Built to /widget.js, a classic script without imports; nothing more is fetched
 * until somebody opens the chat. Attributes of the script tag: `data-lang` (id, en; else the page's own),
 * `data-theme` (light, dark), `data-position` (left), `data-color` (#rrggbb). Any element of the page with
 * `data-tanya-open` opens the chat too; the value becomes the beginning of the question.
 */
import type { FromPanel, ToPanel } from './messages.ts'

const words = {
  id: {
    name: 'Tanya kami lewat chat',
    close: 'Tutup chat',
    unread: 'pesan belum dibaca',
    title: 'Chat Tanya PTSP',
  },
  en: { name: 'Ask us by chat', close: 'Close chat', unread: 'unread messages', title: 'Tanya PTSP chat' },
}

const css = `
section{color-scheme:light dark;position:fixed;inset:auto 20px 20px auto;font:600 13px/1 system-ui,sans-serif}
.left{inset:auto auto 20px 20px}
button{all:unset;box-sizing:border-box;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;cursor:pointer;position:relative;margin-inline-start:auto;background:light-dark(#0e5a56,#6cc9bc);color:light-dark(#fff,#04201d);box-shadow:0 6px 20px rgb(0 0 0/.28);transition:transform .15s}
.left button{margin-inline:0 auto}
svg{width:26px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
button:hover{transform:translateY(-2px)}
button:focus-visible{outline:3px solid light-dark(#fff,#0d1413);box-shadow:0 0 0 6px light-dark(#0e5a56,#f2c48d)}
.shut,[data-open] .ask{display:none}
[data-open] .shut{display:inline}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;box-sizing:border-box;padding:4px 6px;border-radius:11px;background:#a8241b;color:#fff;text-align:center}
.badge:empty{display:none}
iframe{display:none;border:0;box-sizing:border-box;width:380px;height:min(600px,calc(100vh - 112px));margin-bottom:14px;border-radius:16px;box-shadow:0 16px 48px rgb(0 0 0/.3);background:light-dark(#fff,#141c1b)}
[data-open] iframe{display:block;animation:rise .18s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
@media (max-width:480px),(max-height:480px){[data-open]{inset:0}[data-open] button{display:none}iframe{width:100%;height:var(--seen,100dvh);margin:0;border-radius:0}}
@media (forced-colors:active){button{border:2px solid ButtonText}iframe{border:1px solid CanvasText}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media print{section{display:none}}
`

const script = document.currentScript
if (script instanceof HTMLScriptElement && !document.querySelector('tanya-chat')) {
  if (document.body) install(script)
  else addEventListener('DOMContentLoaded', () => install(script))
}

function install(script: HTMLScriptElement): void {
  const { lang, theme = '', position, color = '' } = script.dataset
  const panelUrl = new URL('widget/', script.src)
  const host = document.createElement('tanya-chat')
  const shadow = host.attachShadow({ mode: 'open' })
  const region = document.createElement('section')
  const button = document.createElement('button')
  const badge = document.createElement('span')
  let frame: HTMLIFrameElement | undefined
  let isOpen = false
  let unread = 0

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

  button.addEventListener('click', () => (isOpen ? close() : open('')))
  document.addEventListener('click', (event) => {
    const opener = event.target instanceof Element && event.target.closest('[data-tanya-open]')
    if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    open(opener.getAttribute('data-tanya-open') ?? '')
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen) close()
  })
  addEventListener('message', ({ source, origin, data }: MessageEvent<FromPanel>) => {
    if (!frame || source !== frame.contentWindow || origin !== panelUrl.origin) return
    if (data.tanya === 'close') close()
    if (data.tanya === 'unread') {
      unread = Number(data.count) || 0
      label()
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

  function open(ask: string): void {
    isOpen = true
    if (frame) tell({ tanya: 'show', ask })
    else load(ask)
    label()
    frame?.focus()
  }

  function load(ask: string): void {
    frame = document.createElement('iframe')
    // In the fragment, which never reaches a server's log.
    panelUrl.hash = new URLSearchParams({ lang: language(), theme, ask, embedded: '1' }).toString()
    frame.src = panelUrl.href
    // Popups escape the sandbox: a link to a permit portal has to work there as anywhere.
    frame.setAttribute(
      'sandbox',
      'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox',
    )
    frame.addEventListener('load', () => (isOpen ? frame?.focus() : tell({ tanya: 'hide' })))
    region.prepend(frame)
  }

  function close(): void {
    isOpen = false
    tell({ tanya: 'hide' })
    label()
    button.focus()
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

  function language(): 'id' | 'en' {
    return (lang || document.documentElement.lang).toLowerCase().startsWith('en') ? 'en' : 'id'
  }
}

/** Inline and important: nothing a page's stylesheet says about `*` or `body > *` can beat it. CSSOM is not under CSP. */
function protect(host: HTMLElement): void {
  for (const [name, value] of [
    ['all', 'initial'],
    ['display', 'block'],
    ['position', 'fixed'],
    ['inset', 'auto 0 0 auto'],
    ['z-index', '2147483647'],
  ] as const)
    host.style.setProperty(name, value, 'important')
}

/** A constructed sheet needs no `unsafe-inline` on the page we are a guest of. */
function adopt(shadow: ShadowRoot): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
}

/** Dark letters on a bright colour, white ones on a dark. */
function tint(button: HTMLElement, color: string): void {
  const [, r, g, b] = /^#(..)(..)(..)$/.exec(color) ?? []
  if (!r || !g || !b) return
  const brightness = parseInt(r, 16) * 0.3 + parseInt(g, 16) * 0.59 + parseInt(b, 16) * 0.11
  button.style.background = color
  button.style.color = brightness > 140 ? '#111' : '#fff'
}

/** Node by node: pages under Trusted Types refuse innerHTML. */
function drawIcon(): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.ariaHidden = 'true'
  for (const [name, d] of [
    ['ask', 'M4 5h16v11.5h-8L7 20.5v-4H4zM8 9.300h8M8 12.5h5'],
    ['shut', 'm6 9 6 6 6-6'],
  ] as const) {
    const path = document.createElementNS(space, 'path')
    path.setAttribute('class', name)
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}
