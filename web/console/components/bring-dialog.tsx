import { useSignal } from '@preact/signals'
import type { TargetedSubmitEvent } from 'preact'
import { useEffect } from 'preact/hooks'
import type { CallColleague } from '../../../server/wire/talk.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { T } from '../strings/index.ts'
import { ColleagueNote } from './colleague-note.tsx'
import { Dialog } from './dialog.tsx'

interface BringDialogProps {
  callId: number
  /** Null: closed. */
  how: 'transfer' | 'invite' | null
  onClose: () => void
}

/** Whom to hand a call to, or to ask into it, and what they should know. */
export function BringDialog({ callId, how, onClose }: BringDialogProps) {
  const t = useT()
  const title = t(how === 'invite' ? 'callInviteTitle' : 'callTransferTitle')
  return (
    <Dialog title={title} isOpen={how !== null} onClose={onClose}>
      {how && <BringForm callId={callId} how={how} onDone={onClose} />}
    </Dialog>
  )
}

interface BringFormProps {
  callId: number
  how: 'transfer' | 'invite'
  onDone: () => void
}

function BringForm({ callId, how, onDone }: BringFormProps) {
  const t = useT()
  const { api, calls } = useDesk()
  const people = useSignal<CallColleague[] | null>(null)
  const to = useSignal<number | null>(null)
  const note = useSignal('')
  useEffect(() => {
    api.calls.colleagues().then(
      ({ items }) => (people.value = items),
      () => (people.value = []),
    )
  }, [api, people])
  const send = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const agentId = to.value
    if (agentId !== null && (await calls.bring(callId, how, { agentId, note: note.value }))) onDone()
  }
  return (
    <form class="transfer" onSubmit={send}>
      <fieldset>
        <legend class="field__label">{t('callBringTo')}</legend>
        <ul role="list" class="transfer__list">
          {people.value?.map((one) => (
            <li key={one.id}>
              <label class="transfer__choice" data-off={one.reach === null}>
                <input
                  type="radio"
                  name="colleague"
                  disabled={one.reach === null}
                  checked={to.value === one.id}
                  onChange={() => (to.value = one.id)}
                />
                <span class="transfer__name">{one.name}</span>
                <span class="transfer__state">{reachWords(t, one)}</span>
              </label>
            </li>
          ))}
        </ul>
        {people.value?.length === 0 && <p class="field__hint">{t('nobodyElse')}</p>}
      </fieldset>
      <ColleagueNote note={note} />
      <p class="field__hint">{t(how === 'transfer' ? 'callTransferHint' : 'callInviteHint')}</p>
      <Button look="primary" type="submit" aria-disabled={to.value === null || calls.busy.value}>
        {t(how === 'transfer' ? 'callTransfer' : 'callInvite')}
      </Button>
    </form>
  )
}

function reachWords(t: T, { reach, isTalking }: CallColleague): string {
  if (isTalking) return t('callReachTalking')
  return t(reach === null ? 'callReachNone' : reach === 'browser' ? 'callReachDesk' : 'callReachPhone')
}
