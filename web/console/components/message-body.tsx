import { useSignal } from '@preact/signals'
import type { Message } from '../../../server/wire.ts'
import { Button } from '../../shared/button.tsx'
import { useT } from '../contexts.ts'
import { HtmlFrame } from './html-frame.tsx'
import { MessageText } from './message-text.tsx'

/** Text first; what was quoted is folded away, never cut; HTML only on demand and locked in. */
export function MessageBody({ message }: { message: Message }) {
  const t = useT()
  const isHtmlShown = useSignal(false)
  return (
    <>
      {isHtmlShown.value && message.html ? (
        <HtmlFrame html={message.html} attachments={message.attachments} />
      ) : (
        <MessageText text={message.text.trim()} />
      )}
      {!message.text.trim() && !isHtmlShown.value && <em class="message__none">{t('emptyMessage')}</em>}
      {message.quoted?.trim() && !isHtmlShown.value && (
        <details class="quoted">
          <summary>{t('quotedText')}</summary>
          <blockquote class="quoted__text" dir="auto">
            {message.quoted.replace(/^\s*\n|\s+$/g, '')}
          </blockquote>
        </details>
      )}
      {message.html && (
        <Button
          look="quiet"
          size="small"
          class="message__toggle"
          aria-pressed={isHtmlShown.value}
          onClick={() => (isHtmlShown.value = !isHtmlShown.value)}
        >
          {t(isHtmlShown.value ? 'showText' : 'showHtml')}
        </Button>
      )}
    </>
  )
}
