import { useT } from '../contexts.ts'

/** A stranger's markup: no script, no request to anywhere (a remote image tells the sender that it was read). */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"

export function HtmlFrame({ html }: { html: string }) {
  const t = useT()
  const page =
    `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">` +
    `<meta name="color-scheme" content="light"><base target="_blank">${html}`
  return (
    <iframe class="html-frame" title={t('htmlFrame')} sandbox="" referrerpolicy="no-referrer" srcdoc={page} />
  )
}
