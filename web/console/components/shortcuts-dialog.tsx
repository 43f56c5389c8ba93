import { useDesk, useT } from '../contexts.ts'
import type { StringKey } from '../strings/index.ts'
import { Dialog } from './dialog.tsx'

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
  const { dialog, shortcutsOn, setShortcutsOn } = useDesk()
  return (
    <Dialog
      title={t('shortcuts')}
      isOpen={dialog.value === 'shortcuts'}
      onClose={() => (dialog.value = null)}
    >
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
    </Dialog>
  )
}
