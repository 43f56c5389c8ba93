import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { useDesk, useT } from '../contexts.ts'
import { Dialog } from './dialog.tsx'

/** Nobody is kept out without a reason. */
export function BlockDialog() {
  const t = useT()
  const { dialog, thread } = useDesk()
  const ticket = thread.ticket.value
  return (
    <Dialog
      title={t('block')}
      isOpen={dialog.value === 'block' && ticket !== null}
      onClose={() => (dialog.value = null)}
    >
      {ticket && <BlockForm ticket={ticket} />}
    </Dialog>
  )
}

function BlockForm({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { api, citizen, dialog, toasts } = useDesk()
  const reason = useSignal('')
  const block = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!reason.value.trim()) return
    try {
      citizen.value = await api.routing.block(ticket.id, reason.value.trim())
      dialog.value = null
    } catch {
      toasts.say({ words: 'changeFailed', isTrouble: true })
    }
  }
  return (
    <form class="block" onSubmit={block}>
      <p>{t('blockLead')}</p>
      <Field label={t('blockReason')}>
        {(control) => (
          <input
            {...control}
            class="input"
            required
            maxLength={500}
            value={reason.value}
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        )}
      </Field>
      <Button look="primary" type="submit">
        {t('block')}
      </Button>
    </form>
  )
}
