import { useSignal } from '@preact/signals'
import type { TargetedEvent } from 'preact'
import { useT } from '../contexts.ts'

/** A stranger's markup: no script, no request to anywhere (a remote image tells the sender that it was read). */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
/** Links open in a window of their own. Our own origin only lets us ask how high it is: without scripts it can do nothing with it. */
const sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'
const firstHeightPx = 160

/**
 * Styles in the markup are what our content security policy forbids, to this frame too: those set by our own hand are
 * not, so each waits under another name until the mail is there.
 */
const styleAttribute = /(<[a-z][^>]*?\s)style=/gi

/** As high as the mail, up to what the style sheet allows; then it scrolls. */
export function HtmlFrame({ html }: { html: string }) {
  const t = useT()
  const height = useSignal(firstHeightPx)
  const blocked = html.match(/<img[^>]*\bdata-src=/gi)?.length ?? 0
  const page =
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<meta name="color-scheme" content="light"><base target="_blank">${html.replace(styleAttribute, '$1data-style=')}`
  const dress = ({ currentTarget }: TargetedEvent<HTMLIFrameElement>) => {
    const mail = currentTarget.contentDocument
    for (const element of mail?.querySelectorAll<HTMLElement>('[data-style]') ?? [])
      element.style.cssText = element.dataset.style ?? ''
    height.value = mail?.documentElement.scrollHeight ?? firstHeightPx
  }
  return (
    <>
      <iframe
        class="html-frame"
        title={t('htmlFrame')}
        sandbox={sandbox}
        referrerpolicy="no-referrer"
        srcdoc={page}
        style={{ height: `${height.value + 2}px` }}
        onLoad={dress}
      />
      {blocked > 0 && <p class="message__aside">{t('imagesBlocked', { count: blocked })}</p>}
    </>
  )
}
