/** How the chat button looks, whatever the page around it says. */
/** Inline and important: nothing a page's stylesheet says about `*` or `body > *` can beat it. CSSOM is not under CSP. */
export function protect(host: HTMLElement): void {
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
export function adopt(shadow: ShadowRoot): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  shadow.adoptedStyleSheets = [sheet]
}

/** Dark letters on a bright colour, white ones on a dark. */
export function tint(button: HTMLElement, color: string): void {
  const [, r, g, b] = /^#(..)(..)(..)$/.exec(color) ?? []
  if (!r || !g || !b) return
  const brightness = parseInt(r, 16) * 0.3 + parseInt(g, 16) * 0.59 + parseInt(b, 16) * 0.11
  button.style.background = color
  button.style.color = brightness > 140 ? '#111' : '#fff'
}

/** Node by node: pages under Trusted Types refuse innerHTML. */
export function drawIcon(): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.ariaHidden = 'true'
  for (const [name, d] of [
    [
      'ask',
      'M4 4.500h16v12h-8.500L7 20.500v-4H4zM9.800 8.700a2.300 2.300 0 1 1 3.300 2.100c-.7.3-1.100.8-1.100 1.400M12 14.100v.1',
    ],
    ['shut', 'm6 9 6 6 6-6'],
  ] as const) {
    const path = document.createElementNS(space, 'path')
    path.setAttribute('class', name)
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}

const css = `
section{color-scheme:light dark;position:fixed;inset:auto 20px 20px auto;font:600 13px/1 system-ui,sans-serif}
.left{inset:auto auto 20px 20px}
button{all:unset;box-sizing:border-box;display:grid;place-items:center;width:56px;height:56px;border-radius:50%;cursor:pointer;position:relative;margin-inline-start:auto;background:light-dark(#0e5a56,#6cc9bc);color:light-dark(#fff,#04201d);box-shadow:0 6px 20px rgb(0 0 0/.28);transition:transform .15s}
.left button{margin-inline:0 auto}
svg{width:28px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
button:hover{transform:translateY(-2px)}
button:focus-visible{outline:3px solid light-dark(#fff,#0d1413);box-shadow:0 0 0 6px light-dark(#0e5a56,#f2c48d)}
.shut,[data-open] .ask{display:none}
[data-open] .shut{display:inline}
.badge{position:absolute;top:-4px;right:-4px;min-width:22px;box-sizing:border-box;padding:4px 6px;border-radius:11px;background:#a8241b;color:#fff;text-align:center}
.badge:empty{display:none}
iframe{display:none;border:0;box-sizing:border-box;width:380px;height:min(704px,calc(100vh - 112px));margin-bottom:14px;border-radius:16px;box-shadow:0 16px 48px rgb(0 0 0/.3);outline:1px solid light-dark(rgb(19 33 31/.1),#3a4a47);background:light-dark(#fff,#141c1b)}
[data-open] iframe{display:block;animation:rise .18s ease-out}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
@media (max-width:480px),(max-height:480px){[data-open]{inset:0}[data-open] button{display:none}iframe{width:100%;height:var(--seen,100dvh);margin:0;border-radius:0;outline:0}}
@media (forced-colors:active){button{border:2px solid ButtonText}iframe{border:1px solid CanvasText}}
@media (prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}
@media print{section{display:none}}
`
