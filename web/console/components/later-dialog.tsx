import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { SendTimes } from '../../../server/wire/outbox.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { soonTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { fromField, toField } from '../lib/time-field.ts'
import { Dialog } from './dialog.tsx'

const hourMs = 3600_000
const dayMs = 24 * hourMs
const longestAheadMs = 90 * dayMs

/** When an answer is to go: the office's next hours, or a time of one's own. */
export function LaterDialog() {
  const t = useT()
  const { later } = useDesk()
  const asked = later.asked.value
  const choose = (sendAt: string) => {
    later.closeAsked()
    asked?.onChosen(sendAt)
  }
  return (
    <Dialog title={t('sendLaterTitle')} isOpen={asked !== null} onClose={later.closeAsked} class="send-later">
      {asked && (
        <>
          <OfficeTimes onChoose={choose} />
          <OwnTime sendAt={asked.sendAt} onChoose={choose} />
          <p class="send-later__lead">{t('sendLaterLead')}</p>
        </>
      )}
    </Dialog>
  )
}

function OfficeTimes({ onChoose }: { onChoose: (sendAt: string) => void }) {
  const t = useT()
  const { api, i18n, now } = useDesk()
  const times = useSignal<SendTimes['items']>([])
  useEffect(() => {
    // Without them a time of one's own is still to be had.
    api.mail.times().then(
      ({ items }) => (times.value = items),
      () => undefined,
    )
  }, [api, times])
  return (
    <ul role="list" class="send-later__times">
      {times.value.map(({ kind, at }) => (
        <li key={kind}>
          <button type="button" class="menu__item" onClick={() => onChoose(at)}>
            <Icon name="clock" />
            <span class="send-later__kind">{t(`at_${kind}`)}</span>
            <time dateTime={at}>{soonTime(at, i18n.language.value, now.value)}</time>
          </button>
        </li>
      ))}
    </ul>
  )
}

function OwnTime({ sendAt, onChoose }: { sendAt: string | null; onChoose: (sendAt: string) => void }) {
  const t = useT()
  const now = Date.now()
  return (
    <form
      class="send-later__own"
      onSubmit={(event) => {
        event.preventDefault()
        const { value } = event.currentTarget.elements.namedItem('at') as HTMLInputElement
        onChoose(fromField(value))
      }}
    >
      <label for="send-later-at">{t('chosenTime')}</label>
      <input
        class="input"
        type="datetime-local"
        id="send-later-at"
        name="at"
        required
        min={toField(now)}
        max={toField(now + longestAheadMs)}
        defaultValue={toField(sendAt === null ? now + hourMs : Date.parse(sendAt))}
      />
      <Button type="submit">{t('schedule')}</Button>
    </form>
  )
}
