import { useSignal } from '@preact/signals'
import type { Message } from '../../../server/wire/message.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { clockTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'

type MissingFile = NonNullable<Message['missingFiles']>[number]

/** Files that came with a text, or what a caller said, and are not here: on their way, or given up until somebody asks again. */
export function MissingFiles({ message }: { message: Message }) {
  const t = useT()
  const { api, thread, toasts } = useDesk()
  const isBusy = useSignal(false)
  const missing = message.missingFiles ?? []
  const isRecording = message.channel === 'voice'
  if (missing.length === 0) return null
  const again = async () => {
    if (isBusy.value) return
    isBusy.value = true
    await (isRecording ? api.calls.fetchRecording(message.id) : api.fetchFiles(message.id)).then(
      thread.applyMessage,
      () => toasts.say({ words: 'fetchFailed', isTrouble: true }),
    )
    isBusy.value = false
  }
  return (
    <div class="missing" role="status">
      <ul role="list">
        {missing.map((file) => (
          <Missing key={file.place} file={file} isRecording={isRecording} />
        ))}
      </ul>
      <Button size="small" aria-disabled={isBusy.value} onClick={again}>
        <Icon name="retry" size={14} /> {t('fetchAgain')}
      </Button>
    </div>
  )
}

function Missing({ file, isRecording }: { file: MissingFile; isRecording: boolean }) {
  const { place, state, nextTryAt } = file
  const t = useT()
  const { i18n } = useDesk()
  const isLost = state === 'lost'
  const time = nextTryAt ? clockTime(nextTryAt, i18n.language.value) : '–'
  return (
    <li class={isLost ? 'missing__file missing__file--lost' : 'missing__file'}>
      <Icon name={isLost ? 'alert' : 'clock'} size={14} />
      <span>
        {isLost
          ? t(isRecording ? 'recordingLost' : 'fileLost', { place })
          : t(isRecording ? 'recordingDue' : 'fileDue', { place, time })}
      </span>
    </li>
  )
}
