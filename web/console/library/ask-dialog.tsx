import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { useModal } from '../lib/use-modal.ts'

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
  const dialog = useModal(isOpen)
  const id = useId()
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
