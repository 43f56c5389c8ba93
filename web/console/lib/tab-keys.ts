import type { TargetedKeyboardEvent } from 'preact'

/** Left and right move among the tabs of a tablist, round its ends, and choose at once (ARIA APG, tabs pattern). */
export function tabKeys(event: TargetedKeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')]
  const at = tabs.indexOf(document.activeElement as HTMLElement)
  const next = tabs[(at + step + tabs.length) % tabs.length]
  next?.focus()
  next?.click()
  next?.focus()
}
