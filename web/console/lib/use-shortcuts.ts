import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { answerChat, passChat } from './answer-chat.ts'
import { insertSuggestion } from './insert-suggestion.ts'
import { isTyping, leave } from './leave.ts'
import { answerOffered, offeredCall, passOffered } from './offered-call.ts'
import { takeTicket } from './take-ticket.ts'

/** Single keys, where no text is being typed. */
export function useShortcuts(desk: Desk, root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('dialog[open]')) return
      if (event.key === 'Escape') return leave(desk, root.current)
      if (!desk.shortcutsOn.peek() || isTyping(event.target)) return
      // Caps lock is no other wish.
      const act = actionFor(event.key.toLowerCase(), desk, root.current)
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [desk, root])
}

type Action = () => unknown

function actionFor(key: string, desk: Desk, root: HTMLElement | null): Action | undefined {
  switch (key) {
    case 'j':
      return () => moveFocus(root, 1)
    case 'k':
      return () => moveFocus(root, -1)
    case '/':
      return () => root?.querySelector<HTMLInputElement>('input[type=search]')?.focus()
    case 'y':
    case 'x':
      return offerActionFor(key, desk)
    case 'z':
      return desk.later.undoable.peek() ? () => desk.later.undo() : undefined
    case '?':
      return () => (desk.dialog.value = 'shortcuts')
  }
  return ticketActionFor(key, desk, root)
}

/** What needs a telephone that rings, or a chat that calls. */
function offerActionFor(key: 'y' | 'x', desk: Desk): Action | undefined {
  const offered = offeredCall(desk)
  if (offered) return () => (key === 'y' ? answerOffered : passOffered)(desk, offered)
  const openId = desk.route.place.peek().ticketId
  const chat = desk.duty.callingChats.peek().find(({ id }) => id !== openId)
  return chat && (() => (key === 'y' ? answerChat : passChat)(desk, chat))
}

/** What needs an open ticket. */
function ticketActionFor(key: string, desk: Desk, root: HTMLElement | null): Action | undefined {
  const ticket = desk.thread.ticket.peek()
  if (!ticket) return undefined
  const suggestion = /^[1-5]$/.test(key) ? desk.suggestions.items.peek()[Number(key) - 1] : undefined
  if (suggestion) return () => insertSuggestion(desk, suggestion)
  switch (key) {
    case 'r':
      return () => desk.composer.focus('reply')
    case 'n':
      return () => desk.composer.focus('note')
    case 'e':
      return () => desk.setStatus(ticket, 'solved')
    case 't':
      return () => (desk.dialog.value = 'transfer')
    case 'a':
      return () => takeTicket(desk)
    case 's':
      return () => goToSuggestions(desk, root)
  }
  return undefined
}

function goToSuggestions(desk: Desk, root: HTMLElement | null): void {
  desk.panelTab.value = 'suggestions'
  // A drawer takes the focus by itself when it opens.
  if (!root?.querySelector('.side-panel')?.checkVisibility()) desk.isPanelOpen.value = true
  else requestAnimationFrame(() => root.querySelector<HTMLElement>('.suggestion .button--primary')?.focus())
}

/** Moves the focus among the rows; from elsewhere it starts at the open ticket. */
export function moveFocus(root: HTMLElement | null, step: 1 | -1): void {
  const rows = [...(root?.querySelectorAll<HTMLElement>('.row__link, .answer-row, .mail-row__link') ?? [])]
  const focused = rows.indexOf(document.activeElement as HTMLElement)
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.ariaCurrent === 'true')
  const next = from === -1 ? (step === 1 ? 0 : rows.length - 1) : from + step
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus()
}
