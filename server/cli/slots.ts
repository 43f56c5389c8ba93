import { formatDate, slotNames, slotTypes, type SlotName, type SlotValues } from '../../templates/index.ts'

/** From `slot=value`, as `--set` gives them; throws one sentence for the first that cannot be used. */
export function readSlots(pairs: readonly string[]): SlotValues {
  return Object.fromEntries(pairs.map(readSlot))
}

/** `--set date=2026-01-31`, for each of these. */
export function howToFill(names: readonly SlotName[]): string {
  return names.map((name) => `--set ${name}=${isDate(name) ? 'YYYY-MM-DD' : '…'}`).join(' ')
}

function readSlot(pair: string): [SlotName, string] {
  const [, given = '', value = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? []
  if (given === '') throw new Error(`Write --set slot=value, not --set ${pair}.`)
  const name = slotNames.find((one) => one === given)
  if (!name) throw new Error(`There is no slot ${given}; there are ${slotNames.join(', ')}.`)
  if (isDate(name) && formatDate(value, 'id') === null) {
    throw new Error(`--set ${name} must be a date, written YYYY-MM-DD.`)
  }
  return [name, value]
}

function isDate(name: SlotName): boolean {
  return slotTypes[name].type === 'date'
}
