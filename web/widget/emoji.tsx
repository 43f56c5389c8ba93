import { Icon } from './icon.tsx'
import type { Words } from './words.ts'

/** What people in an office's chat say by them; a telephone's keyboard has all others. */
const emojis = [...'😊🙏👍👌👏😄😅🤔😔😢😠🎉👋🙌✅❌⏰📄📷📞🏠🏥🏪💰']

/** Offered where there is a mouse, and so perhaps no keyboard with emoji on it. */
export function EmojiPicker({ words, onPick }: { words: Words; onPick: (emoji: string) => void }) {
  return (
    <>
      <button
        type="button"
        class="composer__clip composer__emoji"
        popoverTarget="emoji"
        aria-label={words('emoji')}
      >
        <Icon name="smile" size={20} />
      </button>
      <div
        id="emoji"
        class="emoji"
        popover="auto"
        role="group"
        aria-label={words('emoji')}
        onToggle={takeFocus}
      >
        {emojis.map((emoji) => (
          <button
            type="button"
            onClick={({ currentTarget }) => {
              currentTarget.parentElement?.hidePopover()
              onPick(emoji)
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    </>
  )
}

/** Opened, the keyboard is at the first of them. */
function takeFocus({ newState, currentTarget }: { newState: string; currentTarget: HTMLElement }): void {
  if (newState === 'open') currentTarget.querySelector('button')?.focus()
}
