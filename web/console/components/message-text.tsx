import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import { splitAtLinks } from '../lib/links.ts'

const longFrom = { characters: 1600, lines: 24 }

/** The words of a message: web addresses are links, and what is very long is folded, never cut. */
export function MessageText({ text, areLinksOff = false }: { text: string; areLinksOff?: boolean }) {
  const t = useT()
  const pieces = splitAtLinks(text)
  const isStripped = areLinksOff && pieces.some(({ href }) => href)
  const isOpen = useSignal(false)
  const isLong = text.length > longFrom.characters || text.split('\n').length > longFrom.lines
  const isFolded = isLong && !isOpen.value
  return (
    <>
      <p class={isFolded ? 'message__text message__text--folded' : 'message__text'} dir="auto">
        {pieces.map((piece, index) =>
          piece.href && !areLinksOff ? (
            <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
              {piece.text}
            </a>
          ) : (
            piece.text
          ),
        )}
      </p>
      {isStripped && <LinksOff />}
      {isLong && (
        <Button
          look="quiet"
          size="small"
          class="message__toggle"
          aria-expanded={!isFolded}
          onClick={() => (isOpen.value = !isOpen.value)}
        >
          {t(isFolded ? 'showAllText' : 'showLess')}
        </Button>
      )}
    </>
  )
}

function LinksOff() {
  const t = useT()
  const { api, thread, toasts } = useDesk()
  const trust = async () => {
    const ticket = thread.ticket.peek()
    if (!ticket) return
    await api.routing.trust(ticket.id).catch(() => toasts.say({ words: 'changeFailed', isTrouble: true }))
    await thread.reload()
  }
  return (
    <p class="message__links-off">
      {t('linksOff')}{' '}
      <Button look="quiet" size="small" onClick={trust}>
        {t('trustLinks')}
      </Button>
    </p>
  )
}
