import type { Desk } from '../desk.ts'

/** Escape goes one step back: out of the panel, out of the text into the thread, out of what is open into the list. */
export function leave(desk: Desk, root: HTMLElement | null): void {
  const { activeElement } = document
  if (desk.isPanelOpen.peek()) desk.isPanelOpen.value = false
  else if (isTyping(activeElement)) leaveText(activeElement, root)
  else if (desk.route.place.peek().answers) leaveAnswer(desk)
  else if (desk.route.place.peek().mail) leaveMail(desk)
  else if (desk.route.place.peek().ticketId !== null) leaveThread(desk, root)
}

function leaveText(field: HTMLElement, root: HTMLElement | null): void {
  if (field.closest('.thread-pane')) root?.querySelector<HTMLElement>('.log')?.focus()
  else field.blur()
}

function leaveAnswer({ route }: Desk): void {
  if (route.place.peek().answers?.path) route.goToAnswers({})
}

function leaveMail({ route }: Desk): void {
  if (route.place.peek().mail?.id) route.goToMail({})
}

function leaveThread(desk: Desk, root: HTMLElement | null): void {
  const row = root?.querySelector<HTMLElement>('.row__link[aria-current=true]')
  // On a phone the thread lies over the list.
  if (row?.offsetParent) row.focus()
  else desk.route.go({ ticketId: null })
}

export function isTyping(target: EventTarget | null): target is HTMLElement {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
}
