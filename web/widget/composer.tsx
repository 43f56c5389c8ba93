import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { EmojiPicker } from './emoji.tsx'
import { FileList, useFiles } from './files.tsx'
import { Icon } from './icon.tsx'
import type { Actions } from './panel.tsx'
import { maxTextLength } from './visitor.ts'
import type { Words } from './words.ts'

const typingEveryMs = 3_000
const typingEndsMs = 5_000

interface ComposerProps {
  /** Null while the first message is on its way: until then there is nothing a file could belong to. */
  token: string | null
  draft: string
  setDraft: (draft: string) => void
  words: Words
  actions: Actions
}

export function Composer({ token, draft, setDraft, words, actions }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const typing = useTyping(actions.typing)
  const files = useFiles(token)
  const isTooLong = draft.length > maxTextLength

  useEffect(() => {
    field.current?.focus()
  }, [])
  useLayoutEffect(() => grow(field.current), [draft])

  function send(): void {
    const text = draft.trim()
    field.current?.focus()
    if ((text === '' && files.handedIn.length === 0) || isTooLong || files.isBusy) return
    setDraft('')
    files.clear()
    typing.stop()
    actions.say(text, files.handedIn)
  }

  function insert(text: string): void {
    const { current } = field
    if (!current) return
    current.setRangeText(text, current.selectionStart, current.selectionEnd, 'end')
    setDraft(current.value)
    current.focus()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <FileList uploads={files.uploads} words={words} />
      {token !== null && (
        <label class="composer__clip">
          <input
            type="file"
            multiple
            accept="image/*,application/pdf"
            class="visually-hidden"
            aria-label={words('attach')}
            onChange={({ currentTarget }) => {
              files.add(currentTarget.files ?? [])
              currentTarget.value = ''
            }}
          />
          <Icon name="clip" size={20} />
        </label>
      )}
      <textarea
        ref={field}
        class="input"
        rows={1}
        aria-label={words('write')}
        placeholder={words('write')}
        aria-invalid={isTooLong}
        aria-describedby={isTooLong ? 'too-long' : undefined}
        value={draft}
        onInput={({ currentTarget }) => {
          setDraft(currentTarget.value)
          typing.note(currentTarget.value !== '')
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isTouch()) return
          event.preventDefault()
          send()
        }}
      />
      <EmojiPicker words={words} onPick={insert} />
      <button type="submit" class="composer__send" aria-label={words('send')}>
        <Icon name="send" size={20} />
      </button>
      {isTooLong && (
        <p class="field__error" id="too-long" role="alert">
          {words('tooLong', { length: draft.length, most: maxTextLength })}
        </p>
      )}
    </form>
  )
}

/** Says "typing" at most every few seconds, and "no longer" by itself. */
function useTyping(tell: (on: boolean) => void) {
  const state = useRef({ toldAt: 0, timer: 0 })
  function stop(): void {
    clearTimeout(state.current.timer)
    if (state.current.toldAt > 0) tell(false)
    state.current.toldAt = 0
  }
  function note(isWriting: boolean): void {
    if (!isWriting) return stop()
    clearTimeout(state.current.timer)
    state.current.timer = window.setTimeout(stop, typingEndsMs)
    if (Date.now() - state.current.toldAt < typingEveryMs) return
    state.current.toldAt = Date.now()
    tell(true)
  }
  return { note, stop }
}

function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + 2}px`
}

/** On a phone Enter makes a new line, as in every messenger there. */
function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches
}
