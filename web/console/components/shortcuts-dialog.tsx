import { useEffect, useRef } from 'preact/hooks'
import { IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { StringKey } from '../strings/index.ts'

const shortcuts: { keys: string[]; label: StringKey }[] = [
  { keys: ['J', 'K', '↓', '↑'], label: 'shortcutMove' },
  { keys: ['Enter'], label: 'shortcutOpen' },
  { keys: ['R'], label: 'shortcutReply' },
  { keys: ['N'], label: 'shortcutNote' },
  { keys: ['1', '…', '5'], label: 'shortcutInsert' },
  { keys: ['S'], label: 'shortcutSuggestions' },
  { keys: ['A'], label: 'shortcutTake' },
  { keys: ['T'], label: 'shortcutTransfer' },
  { keys: ['E'], label: 'shortcutSolve' },
  { keys: ['Y', 'X'], label: 'shortcutCall' },
  { keys: ['Ctrl', '↵'], label: 'shortcutSend' },
  { keys: ['Z'], label: 'shortcutUndo' },
  { keys: ['/'], label: 'shortcutSearch' },
  { keys: ['Esc'], label: 'shortcutBack' },
  { keys: ['?'], label: 'shortcutHelp' },
]

export function ShortcutsDialog() {
  const t = useT()
  const { isHelpOpen, shortcutsOn, setShortcutsOn } = useDesk()
  const dialog = useRef<HTMLDialogElement>(null)
  const isOpen = isHelpOpen.value
  useEffect(() => {
    if (isOpen) dialog.current?.showModal()
    else dialog.current?.close()
  }, [isOpen])
  return (
    <dialog
      class="dialog"
      ref={dialog}
      aria-labelledby="shortcuts-title"
      onClose={() => (isHelpOpen.value = false)}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="dialog__body">
        <div class="dialog__head">
          <h2 id="shortcuts-title">{t('shortcuts')}</h2>
          <IconButton label={t('close')} onClick={() => dialog.current?.close()}>
            <Icon name="close" />
          </IconButton>
        </div>
        <dl class="shortcuts">
          {shortcuts.map(({ keys, label }) => (
            <div class="shortcuts__row" key={label}>
              <dt>{t(label)}</dt>
              <dd>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <label class="toggle">
          <input
            type="checkbox"
            checked={shortcutsOn.value}
            onChange={(event) => setShortcutsOn(event.currentTarget.checked)}
          />
          {t('shortcutsOn')}
        </label>
      </div>
    </dialog>
  )
}
