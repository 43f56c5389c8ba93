import { useSignal } from '@preact/signals'
import type { Message } from '../../../server/wire/message.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import { HtmlFrame } from './html-frame.tsx'
import { MessageText } from './message-text.tsx'
import { TextParts } from './text-parts.tsx'

/** Whoever only typed who they are may send anything: their links are not followed by a slip of the hand. */
function useLinksOff({ direction, channel }: Message): boolean {
  const { thread } = useDesk()
  const isUnknown = thread.ticket.value?.contact.trusted === false
  return direction === 'inbound' && (channel === 'chat' || channel === 'web') && isUnknown
}

/** The citizen wrote no words, and what came instead is not shown as what it is. */
function isOnlyNamed({ parts, attachments, missingFiles }: Message): boolean {
  if (!parts?.isTextOurs || parts.place || parts.button || parts.reaction) return false
  return attachments.length === 0 && !missingFiles?.length
}

/** Text first; what was quoted is folded away, never cut; HTML only on demand and locked in. */
export function MessageBody({ message }: { message: Message }) {
  const t = useT()
  const isHtmlShown = useSignal(false)
  const areLinksOff = useLinksOff(message)
  return (
    <>
      {isHtmlShown.value && message.html ? (
        <HtmlFrame html={message.html} attachments={message.attachments} />
      ) : (
        !message.parts?.isTextOurs && <MessageText text={message.text.trim()} areLinksOff={areLinksOff} />
      )}
      <TextParts message={message} />
      {isOnlyNamed(message) && <em class="message__none">{message.text}</em>}
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
