import { useSignal } from '@preact/signals'
import type { TargetedEvent } from 'preact'
import type { Attachment } from '../../../server/wire/attachment.ts'
import { Button } from '../../shared/button.tsx'
import { useT } from '../contexts.ts'
import { mailPage } from '../lib/mail-page.ts'

/** Links open in a window of their own. Our own origin only lets us ask how high it is: without scripts it can do nothing with it. */
const sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'
const firstHeightPx = 160

/** As high as the mail, up to what the style sheet allows; then it scrolls. */
export function HtmlFrame({ html, attachments = [] }: { html: string; attachments?: Attachment[] }) {
  const t = useT()
  const height = useSignal(firstHeightPx)
  const withRemote = useSignal(false)
  const { page, blocked } = mailPage(html, { attachments, withRemote: withRemote.value })
  const dress = ({ currentTarget }: TargetedEvent<HTMLIFrameElement>) => {
    const mail = currentTarget.contentDocument
    for (const element of mail?.querySelectorAll<HTMLElement>('[data-style]') ?? [])
      element.style.cssText = element.dataset.style ?? ''
    for (const picture of mail?.images ?? []) fitIn(picture, mail?.documentElement.clientWidth ?? 0)
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
      {blocked > 0 && (
        <p class="message__aside">
          {t('imagesBlocked', { count: blocked })}{' '}
          <Button look="quiet" size="small" onClick={() => (withRemote.value = true)}>
            {t('showImages')}
          </Button>
        </p>
      )}
    </>
  )
}

/** A picture wider than the frame becomes as wide as there is room, in the shape it had: a spacer stays a line. */
function fitIn(picture: HTMLImageElement, roomPx: number): void {
  const { offsetWidth, offsetHeight, style } = picture
  if (offsetWidth <= roomPx || offsetHeight === 0) return
  style.aspectRatio = `${offsetWidth} / ${offsetHeight}`
  style.maxWidth = '100%'
  style.height = 'auto'
}
