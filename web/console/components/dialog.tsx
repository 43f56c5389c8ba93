import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'
import { useModal } from '../lib/use-modal.ts'

interface DialogProps {
  title: string
  isOpen: boolean
  onClose: () => void
  class?: string
  children: ComponentChildren
}

/** A modal with its title and a way out; what is in it is made anew each time it opens. */
export function Dialog({ title, isOpen, onClose, class: extra, children }: DialogProps) {
  const t = useT()
  const id = useId()
  const dialog = useModal(isOpen)
  return (
    <dialog
      class={`dialog ${extra ?? ''}`.trim()}
      ref={dialog}
      aria-labelledby={id}
      // When it was closed from outside, the browser says so after another may have opened.
      onClose={() => isOpen && onClose()}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="dialog__body">
        <div class="dialog__head">
          <h2 id={id}>{title}</h2>
          <IconButton label={t('close')} onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </IconButton>
        </div>
        {isOpen && children}
      </div>
    </dialog>
  )
}
