import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { SendTimes } from '../../../server/wire/outbox.ts'
import { Button, IconButton } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { soonTime } from '../../shared/time.ts'
import { useDesk, useT } from '../contexts.ts'
import { fromField, toField } from '../lib/time-field.ts'

const hourMs = 3600_000
const dayMs = 24 * hourMs
const longestAheadMs = 90 * dayMs

/** When an answer is to go: the office's next hours, or a time of one's own. */
export function LaterDialog() {
  const t = useT()
  const { later } = useDesk()
  const dialog = useRef<HTMLDialogElement>(null)
  const asked = later.asked.value
  useEffect(() => {
    if (asked) dialog.current?.showModal()
    else dialog.current?.close()
  }, [asked])
  const choose = (sendAt: string) => {
    later.closeAsked()
    asked?.onChosen(sendAt)
  }
  return (
    <dialog
      class="dialog send-later"
      ref={dialog}
      aria-labelledby="send-later-title"
      onClose={later.closeAsked}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      {asked && (
        <div class="dialog__body">
          <div class="dialog__head">
            <h2 id="send-later-title">{t('sendLaterTitle')}</h2>
            <IconButton label={t('close')} onClick={() => dialog.current?.close()}>
              <Icon name="close" />
            </IconButton>
          </div>
          <OfficeTimes onChoose={choose} />
          <OwnTime sendAt={asked.sendAt} onChoose={choose} />
          <p class="send-later__lead">{t('sendLaterLead')}</p>
        </div>
      )}
    </dialog>
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
