import { useSignal } from '@preact/signals'
import type { ComponentChildren, TargetedSubmitEvent } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Colleague } from '../../../server/wire/agent.ts'
import type { TeamDetail } from '../../../server/wire/team.ts'
import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { T } from '../strings/index.ts'
import { Avatar } from './avatar.tsx'
import { ColleagueNote } from './colleague-note.tsx'
import { Dialog } from './dialog.tsx'

/** To whom the open ticket goes, and what they should know. */
export function TransferDialog() {
  const t = useT()
  const { dialog, thread } = useDesk()
  const ticket = thread.ticket.value
  return (
    <Dialog
      title={t('transferTitle')}
      isOpen={dialog.value === 'transfer' && ticket !== null}
      onClose={() => (dialog.value = null)}
    >
      {ticket && <TransferForm ticket={ticket} />}
    </Dialog>
  )
}

function TransferForm({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { agent, api, thread, list, toasts, dialog } = useDesk()
  const people = useSignal<Colleague[] | null>(null)
  const teams = useSignal<TeamDetail[]>([])
  const to = useSignal('')
  const note = useSignal('')
  useEffect(() => {
    void api.routing
      .colleagues()
      .then(({ items }) => (people.value = items.filter(({ id }) => id !== agent.id)))
      .catch(() => (people.value = []))
    void api.routing.teams().then(
      ({ items }) => (teams.value = items),
      () => undefined,
    )
  }, [api, agent.id, people, teams])

  const send = async (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const [kind, id] = to.value.split(' ')
    if (!id) return
    try {
      const target = kind === 'team' ? { teamId: Number(id) } : { agentId: Number(id) }
      const changed = await api.routing.transfer(ticket.id, { ...target, note: note.value.trim() })
      thread.applyTicket(changed)
      list.apply(changed, ticket.id)
      dialog.value = null
      toasts.say({ words: changed.offer ? 'transferOffered' : 'transferDone' })
    } catch {
      toasts.say({ words: 'changeFailed', isTrouble: true })
    }
  }
  return (
    <form class="transfer" onSubmit={send}>
      <fieldset>
        <legend class="field__label">{t('transferTo')}</legend>
        <ul role="list" class="transfer__list">
          {teams.value.map((team) => (
            <li key={team.id}>
              <Choice value={`team ${team.id}`} chosen={to}>
                <span class="transfer__name">{t('teamNamed', { name: team.name })}</span>
                <span class="transfer__state">{t('memberCount', { count: team.memberIds.length })}</span>
              </Choice>
            </li>
          ))}
          {people.value?.map((one) => (
            <li key={one.id}>
              <Choice
                value={`agent ${one.id}`}
                chosen={to}
                isOff={ticket.channel === 'chat' && !isThere(one)}
              >
                <Avatar agent={one} class="avatar--small" />
                <span class="transfer__name">{one.name}</span>
                <span class="transfer__state">{stateOf(one, t)}</span>
              </Choice>
            </li>
          ))}
        </ul>
        {people.value?.length === 0 && teams.value.length === 0 && (
          <p class="field__hint">{t('nobodyElse')}</p>
        )}
      </fieldset>
      <ColleagueNote note={note} />
      <Button look="primary" type="submit" aria-disabled={to.value === ''}>
        {t('transfer')}
      </Button>
    </form>
  )
}

interface ChoiceProps {
  value: string
  chosen: { value: string }
  isOff?: boolean
  children: ComponentChildren
}

function Choice({ value, chosen, isOff = false, children }: ChoiceProps) {
  return (
    <label class="transfer__choice" data-off={isOff}>
      <input
        type="radio"
        name="transfer"
        value={value}
        disabled={isOff}
        checked={chosen.value === value}
        onChange={() => (chosen.value = value)}
      />
      {children}
    </label>
  )
}

function isThere({ availability, atDesk }: Colleague): boolean {
  return availability === 'available' && atDesk
}

function stateOf(one: Colleague, t: T): string {
  if (!one.atDesk) return t('offline')
  if (one.availability === 'away') return t('away')
  return one.chats === 0 ? t('noChats') : t('chatCount', { count: one.chats })
}
