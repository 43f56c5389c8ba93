import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { useT } from '../contexts.ts'
import { splitAtLinks } from '../lib/links.ts'

const longFrom = { characters: 1600, lines: 24 }

/** The words of a message: web addresses are links, and what is very long is folded, never cut. */
export function MessageText({ text }: { text: string }) {
  const t = useT()
  const isOpen = useSignal(false)
  const isLong = text.length > longFrom.characters || text.split('\n').length > longFrom.lines
  const isFolded = isLong && !isOpen.value
  return (
    <>
      <p class={isFolded ? 'message__text message__text--folded' : 'message__text'} dir="auto">
        {splitAtLinks(text).map((piece, index) =>
          piece.href ? (
            <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
              {piece.text}
            </a>
          ) : (
            piece.text
          ),
        )}
      </p>
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
