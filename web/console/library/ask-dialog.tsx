import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'

interface AskDialogProps {
  isOpen: boolean
  title: string
  lead: string
  onClose: () => void
  /** The answers, as buttons. */
  children: ComponentChildren
}

/** A question that has to be answered before anything else. */
export function AskDialog({ isOpen, title, lead, onClose, children }: AskDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby={`${id}-title`}
      aria-describedby={id}
      onClose={onClose}
    >
      <div class="dialog__body">
        <h2 class="ask__title" id={`${id}-title`}>
          {title}
        </h2>
        <p class="ask__lead" id={id}>
          {lead}
        </p>
        <div class="ask__answers">{children}</div>
      </div>
    </dialog>
  )
}
