import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Colleague } from '../../../server/wire/agent.ts'
import type { RoutingPatch, RoutingRule } from '../../../server/wire/routing.ts'
import type { TeamDetail, TeamPatch, Teams } from '../../../server/wire/team.ts'
import { Button } from '../../shared/button.tsx'
import { Field } from '../../shared/field.tsx'
import { useDesk, useT } from '../contexts.ts'
import { Dialog } from './dialog.tsx'

/** For admins: how chats are given out, and the teams. Every change is in force at once. */
export function RoutingDialog() {
  const t = useT()
  const { dialog } = useDesk()
  return (
    <Dialog
      title={t('routing')}
      class="dialog--wide"
      isOpen={dialog.value === 'routing'}
      onClose={() => (dialog.value = null)}
    >
      <Rule />
      <TeamList />
    </Dialog>
  )
}

function Rule() {
  const t = useT()
  const { api, duty, toasts } = useDesk()
  const rule = duty.rule.value
  if (!rule) return null
  const change = (patch: RoutingPatch) =>
    api.routing
      .changeRule(patch)
      .then(duty.refresh, () => toasts.say({ words: 'changeFailed', isTrouble: true }))
  return (
    <fieldset class="routing__rule">
      <legend class="visually-hidden">{t('routing')}</legend>
      {(['everyone', 'turns'] as const).map((mode) => (
        <label class="routing__mode" key={mode}>
          <input
            type="radio"
            name="routing-mode"
            checked={rule.mode === mode}
            onChange={() => change({ mode })}
          />
          <span>
            <strong>{t(`routing_${mode}`)}</strong>
            <span class="field__hint">{t(`routing_${mode}Hint`)}</span>
          </span>
        </label>
      ))}
      {rule.mode === 'turns' && <Numbers rule={rule} change={change} />}
    </fieldset>
  )
}

function Numbers({ rule, change }: { rule: RoutingRule; change: (patch: RoutingPatch) => void }) {
  const t = useT()
  return (
    <div class="routing__numbers">
      <NumberField
        label={t('answerSeconds')}
        value={rule.answerSeconds}
        least={10}
        most={600}
        onPick={(answerSeconds) => change({ answerSeconds })}
      />
      <NumberField
        label={t('chatLimit')}
        value={rule.chatLimit}
        least={1}
        most={50}
        onPick={(chatLimit) => change({ chatLimit })}
      />
    </div>
  )
}

interface NumberFieldProps {
  label: string
  value: number
  least: number
  most: number
  onPick: (value: number) => void
}

function NumberField({ label, value, least, most, onPick }: NumberFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          class="input"
          type="number"
          min={least}
          max={most}
          value={value}
          onChange={(event) =>
            event.currentTarget.reportValidity() && onPick(event.currentTarget.valueAsNumber)
          }
        />
      )}
    </Field>
  )
}

function TeamList() {
  const t = useT()
  const { api, toasts } = useDesk()
  const teams = useSignal<Teams>({ items: [], themes: [] })
  const people = useSignal<Colleague[]>([])
  const name = useSignal('')
  const load = () =>
    api.routing.teams().then(
      (found) => (teams.value = found),
      () => undefined,
    )
  useEffect(() => {
    void load()
    void api.routing.colleagues().then(
      ({ items }) => (people.value = items),
      () => undefined,
    )
  }, [api])
  const change = (work: Promise<unknown>) =>
    work.then(load, () => toasts.say({ words: 'changeFailed', isTrouble: true }))
  const add = (event: Event) => {
    event.preventDefault()
    if (!name.value.trim()) return
    void change(api.routing.addTeam({ name: name.value.trim() }))
    name.value = ''
  }
  return (
    <section class="routing__teams" aria-labelledby="teams-title">
      <h3 id="teams-title">{t('teams')}</h3>
      <p class="field__hint">{t('teamsHint')}</p>
      {teams.value.items.map((team) => (
        <Team
          key={team.id}
          team={team}
          people={people.value}
          themes={teams.value.themes}
          onChange={(patch) => change(api.routing.changeTeam(team.id, patch))}
          onRemove={() => change(api.routing.removeTeam(team.id))}
        />
      ))}
      <form class="routing__add" onSubmit={add}>
        <input
          class="input"
          aria-label={t('newTeam')}
          placeholder={t('newTeam')}
          maxLength={80}
          value={name.value}
          onInput={(event) => (name.value = event.currentTarget.value)}
        />
        <Button type="submit">{t('add')}</Button>
      </form>
    </section>
  )
}

interface TeamProps {
  team: TeamDetail
  people: Colleague[]
  themes: Teams['themes']
  onChange: (patch: TeamPatch) => void
  onRemove: () => void
}

function Team({ team, people, themes, onChange, onRemove }: TeamProps) {
  const t = useT()
  const { i18n } = useDesk()
  const isOpen = useSignal(false)
  const { memberIds, themes: chosen } = team
  return (
    <details class="team" open={isOpen.value} onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary class="team__head">
        <span class="team__name">{team.name}</span>
        <span class="transfer__state">{t('memberCount', { count: memberIds.length })}</span>
      </summary>
      <Boxes
        legend={t('teamMembers')}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={memberIds}
        onPick={(ids) => onChange({ memberIds: ids })}
      />
      <Boxes
        legend={t('teamThemes')}
        options={themes.map(({ id, names }) => ({ value: id, label: names[i18n.language.value] }))}
        chosen={chosen}
        onPick={(picked) => onChange({ themes: picked })}
      />
      <Button size="small" look="quiet" onClick={onRemove}>
        {t('removeTeam')}
      </Button>
    </details>
  )
}

interface BoxesProps<V> {
  legend: string
  options: { value: V; label: string }[]
  chosen: V[]
  onPick: (chosen: V[]) => void
}

function Boxes<V extends string | number>({ legend, options, chosen, onPick }: BoxesProps<V>) {
  return (
    <fieldset class="boxes">
      <legend class="field__label">{legend}</legend>
      {options.map(({ value, label }) => (
        <label class="toggle" key={value}>
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onPick(event.currentTarget.checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
