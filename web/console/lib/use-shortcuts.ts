import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Desk } from '../desk.ts'

/** Single keys, where no text is being typed. */
export function useShortcuts(desk: Desk, root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === 'Escape') return leave(desk)
      if (!desk.shortcutsOn.peek() || isTyping(event.target) || document.querySelector('dialog[open]')) return
      const act = actionFor(event.key, desk, root.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [desk, root])
}

function actionFor(key: string, desk: Desk, root: HTMLElement | null): (() => void) | undefined {
  const hasTicket = desk.thread.ticket.peek() !== null
  const suggestion = /^[1-5]$/.test(key) ? desk.suggestions.items.peek()[Number(key) - 1] : undefined
  if (suggestion && hasTicket) return () => desk.composer.insert(suggestion.answer, suggestion.text)
  switch (key) {
    case 'j':
      return () => moveFocus(root, 1)
    case 'k':
      return () => moveFocus(root, -1)
    case 'r':
      return hasTicket ? () => desk.composer.focus('reply') : undefined
    case 'n':
      return hasTicket ? () => desk.composer.focus('note') : undefined
    case '/':
      return () => root?.querySelector<HTMLInputElement>('input[type=search]')?.focus()
    case '?':
      return () => (desk.isHelpOpen.value = true)
  }
  return undefined
}

/** Moves the focus among the rows; from elsewhere it starts at the open ticket. */
export function moveFocus(root: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(root?.querySelectorAll<HTMLElement>('.row__link') ?? [])]
  const focused = rows.indexOf(document.activeElement as HTMLElement)
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === 'true')
  const next = from === -1 ? (step === 1 ? 0 : rows.length - 1) : from + step
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus()
}

/** Escape goes one step back: out of the panel, out of the text, out of the ticket on a phone. */
function leave(desk: Desk): void {
  if (desk.isPanelOpen.peek()) desk.isPanelOpen.value = false
  else if (isTyping(document.activeElement)) (document.activeElement as HTMLElement).blur()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
