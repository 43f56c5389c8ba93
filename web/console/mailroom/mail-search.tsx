import type { Signal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useWords } from './use-words.ts'

const restMs = 250

export function MailSearch({ q }: { q: Signal<string> }) {
  const t = useWords()
  const typed = useSignal(q.value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (typed.peek().trim() !== q.value) typed.value = q.value
  }, [q.value, typed])
  const search = (words: string, waitMs: number) => {
    typed.value = words
    clearTimeout(timer.current)
    timer.current = setTimeout(() => (q.value = words.trim()), waitMs)
  }
  return (
    <div class="search mail-search" role="search">
      <Icon name="search" />
      <input
        class="search__input"
        type="search"
        aria-label={t('findMail')}
        placeholder={t('findMailPlaceholder')}
        maxLength={200}
        value={typed.value}
        onInput={(event) => search(event.currentTarget.value, restMs)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') search(typed.value, 0)
          if (event.key !== 'Escape' || typed.value === '') return
          event.preventDefault()
          search('', 0)
        }}
      />
      {typed.value && (
        <IconButton size="small" label={t('clearSearch')} onClick={() => search('', 0)}>
          <Icon name="close" />
        </IconButton>
      )}
    </div>
  )
}
