import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'

const restMs = 250

export function TicketSearch() {
  const t = useT()
  const { q } = useDesk()
  const typed = useSignal(q.value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    // Emptied from elsewhere; a space at the end of what is being typed stays.
    if (typed.peek().trim() !== q.value) typed.value = q.value
  }, [q.value, typed])
  const search = (words: string, waitMs: number) => {
    typed.value = words
    clearTimeout(timer.current)
    timer.current = setTimeout(() => (q.value = words.trim()), waitMs)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') search(typed.value, 0)
    // The browser's own Escape would empty the field and tell nobody. An empty field leaves it to whoever goes back.
    if (event.key !== 'Escape' || typed.value === '') return
    event.preventDefault()
    search('', 0)
  }
  return (
    <div class="search" role="search">
      <Icon name="search" />
      <input
        class="search__input"
        type="search"
        ref={field}
        aria-label={t('searchTickets')}
        placeholder={t('searchPlaceholder')}
        maxLength={200}
        value={typed.value}
        onInput={(event) => search(event.currentTarget.value, restMs)}
        onKeyDown={onKeyDown}
      />
      {typed.value && (
        <IconButton
          size="small"
          label={t('clearSearch')}
          onClick={() => {
            search('', 0)
            field.current?.focus()
          }}
        >
          <Icon name="close" />
        </IconButton>
      )}
    </div>
  )
}
