import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Where one pane covers the other the focus must not stay in the covered one: into the thread, and back to its row. */
export function useStageFocus(ticketId: number | null, root: RefObject<HTMLElement | null>): void {
  const before = useRef(ticketId)
  useLayoutEffect(() => {
    const left = before.current
    before.current = ticketId
    if (left === ticketId) return
    const focused = document.activeElement
    const isLost =
      !(focused instanceof HTMLElement) || focused === document.body || focused.offsetParent === null
    if (!isLost) return
    const target = ticketId === null ? `.row__link[href$="/${left}"]` : '#conversation'
    root.current?.querySelector<HTMLElement>(target)?.focus()
  }, [ticketId, root])
}
