import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

/** Where there is no room beside each other, the preview covers the words; back among them one stands where one stood. */
export function useSwap(root: RefObject<HTMLElement | null>) {
  const isPreviewShown = useSignal(false)
  const before = useRef(0)
  const shows = isPreviewShown.value
  useLayoutEffect(() => {
    const place = root.current?.closest('.answers')
    if (shows) root.current?.scrollIntoView()
    else place?.scrollTo({ top: before.current })
  }, [shows, root])
  return {
    isPreviewShown,
    swap: () => {
      if (!shows) before.current = root.current?.closest('.answers')?.scrollTop ?? 0
      isPreviewShown.value = !shows
    },
  }
}
