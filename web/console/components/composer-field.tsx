import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { useDesk, useT } from '../contexts.ts'
import { contactName } from '../lib/contact-name.ts'
import { splitAtSlots } from '../lib/slots.ts'
import { useFieldText } from '../lib/use-field-text.ts'
import { useTypingSignal } from '../lib/use-typing-signal.ts'
import type { DraftKind } from '../store/drafts.ts'

interface ComposerFieldProps {
  ticket: Ticket
  kind: DraftKind
  text: string
  onFiles: (files: FileList) => void
}

/** A textarea over its own mirror: the mirror marks unfilled slots and gives the height. */
export function ComposerField({ ticket, kind, text, onFiles }: ComposerFieldProps) {
  const t = useT()
  const { composer, later, ways } = useDesk()
  const field = useRef<HTMLTextAreaElement>(null)
  const writer = useRef<HTMLDivElement>(null)
  const sayTyping = useTypingSignal(ticket.id)
  const wanted = composer.cursor.wanted.value
  useFieldText(field, text, wanted)
  useLayoutEffect(() => {
    // An answer is read from its first line, or from what is to be filled in.
    if (wanted?.start === 0 && writer.current) writer.current.scrollTop = 0
    else if (wanted) writer.current?.querySelector('mark')?.scrollIntoView({ block: 'nearest' })
  }, [wanted])
  const placeholder =
    kind === 'note'
      ? t('notePlaceholder')
      : t('replyPlaceholder', {
          name: contactName(ticket.contact) ?? t('nameless'),
          channel: t(`by_${ways.chosen(ticket).channel}`),
        })
  const noteCursor = () => {
    const { current } = field
    if (current) composer.cursor.note(current.selectionStart, current.selectionEnd)
  }
  return (
    <div class="writer" ref={writer}>
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
        onInput={(event) => {
          composer.write(event.currentTarget.value)
          noteCursor()
          if (kind === 'reply') sayTyping(event.currentTarget.value !== '')
        }}
        onSelect={noteCursor}
        onBlur={noteCursor}
        onPaste={(event) => {
          // Word puts a picture of the words beside the words.
          const { files, types } = event.clipboardData ?? {}
          if (!files?.length || types?.includes('text/plain')) return
          event.preventDefault()
          onFiles(files)
        }}
        onKeyDown={(event) => {
          // Nothing typed since: what is undone is the sending.
          if (event.key === 'z' && (event.ctrlKey || event.metaKey) && text === '' && later.undoable.peek()) {
            event.preventDefault()
            return void later.undo()
          }
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          sayTyping(false)
          void composer.send()
        }}
      />
    </div>
  )
}
