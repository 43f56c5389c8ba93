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
