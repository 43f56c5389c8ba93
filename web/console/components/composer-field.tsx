import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Ticket } from '../../../server/wire.ts'
import { useDesk, useT } from '../contexts.ts'
import { contactName } from '../lib/contact-name.ts'
import { splitAtSlots } from '../lib/slots.ts'
import { useTypingSignal } from '../lib/use-typing-signal.ts'
import type { DraftKind } from '../store/drafts.ts'

interface ComposerFieldProps {
  ticket: Ticket
  kind: DraftKind
  text: string
}

/** A textarea over its own mirror: the mirror marks unfilled slots and gives the height. */
export function ComposerField({ ticket, kind, text }: ComposerFieldProps) {
  const t = useT()
  const { composer } = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  const sayTyping = useTypingSignal(ticket.id)
  useWantedCursor(field)
  const placeholder =
    kind === 'note'
      ? t('notePlaceholder')
      : t('replyPlaceholder', {
          name: contactName(ticket.contact) ?? t('nameless'),
          channel: t(`channel_${ticket.channel}`),
        })
  const noteCursor = () => {
    const { current } = field
    if (current) composer.noteCursor(current.selectionStart, current.selectionEnd)
  }
  return (
    <div class="writer">
      <div class="writer__mirror" aria-hidden="true">
        {kind === 'reply'
          ? splitAtSlots(text).map((piece, index) =>
              piece.isSlot ? <mark key={index}>{piece.text}</mark> : piece.text,
            )
          : text}
        {'\n'}
      </div>
      <textarea
        class="writer__field"
        ref={field}
        aria-label={t(kind === 'reply' ? 'replyLabel' : 'noteLabel')}
        placeholder={placeholder}
        rows={1}
        value={text}
        onInput={(event) => {
          composer.write(event.currentTarget.value)
          noteCursor()
          if (kind === 'reply') sayTyping(event.currentTarget.value !== '')
        }}
        onSelect={noteCursor}
        onBlur={noteCursor}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          sayTyping(false)
          void composer.send()
        }}
      />
    </div>
  )
}

/** Goes where the composer wants the cursor, once the text it belongs to is in the field. */
function useWantedCursor(field: { current: HTMLTextAreaElement | null }): void {
  const { composer } = useDesk()
  const wanted = composer.wantedCursor.value
  useLayoutEffect(() => {
    if (!wanted || !field.current) return
    field.current.focus()
    field.current.setSelectionRange(wanted.start, wanted.end)
  }, [wanted])
}
