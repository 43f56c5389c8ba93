import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** The `dialog` element this is given to lies over everything while it is open. */
export function useModal(isOpen: boolean): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return dialog
}
