import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** What had the focus may be gone with the former screen: then the new one takes it, from its top. */
export function useLostFocus(screen: string | null, root: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    root.current?.closest('.place')?.scrollTo({ top: 0 })
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body || !activeElement.isConnected)
      root.current?.focus({ preventScroll: true })
  }, [screen, root])
}
