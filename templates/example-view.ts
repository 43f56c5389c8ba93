import type { View } from './bare.ts'
import type { ListFact, Service, TextFact } from './catalogue.ts'
import type { Office } from './office.ts'
import { fillSlots, type SlotValues } from './slots.ts'
import type { Language } from './topics.ts'
import { createView, type Form } from './view.ts'

/** Slots as a ticket would fill them. */
export const exampleSlots = { contactName: 'Budi', ticketNumber: '26-00042', date: '2026-11-24' } as const

interface Example {
  form?: Form
  /** What the office knows of every fact. */
  facts?: 'known' | 'unknown' | 'none'
  slots?: SlotValues
}

/** A view with everything in it: what a template may name, by example. */
export function exampleView(
  language: Language,
  { form = 'letter', facts = 'known', slots = {} }: Example = {},
): View {
  const about = { applies: facts !== 'none', sources: [], asOf: null, verified: true }
  const text: TextFact = { value: facts === 'known' ? 'x' : null, ...about }
  const list: ListFact = { value: facts === 'known' ? ['x', 'x'] : [], ...about }
  const service: Service = {
    id: 'x',
    names: { id: 'x', en: 'x' },
    aliases: [],
    situations: [],
    agency: 'x',
    theme: 'lain',
    owner: 'x',
    status: 'active',
    supersededBy: null,
    validFrom: null,
    validUntil: null,
    reviewBy: null,
    asOf: null,
    onlineChannel: 'x',
    related: [],
    sources: [],
    notes: '',
    facts: {
      requirements: list,
      steps: list,
      fee: text,
      time: text,
      validity: text,
      legalBasis: list,
      place: text,
    },
  }
  const office: Office = {
    name: 'x',
    shortName: 'x',
    helpdesk: 'x',
    phone: 'x',
    mailbox: 'x',
    site: 'x',
    address: 'x',
    hours: { id: 'x', en: 'x' },
  }
  return createView({
    service,
    successor: service,
    status: 'active',
    told: facts === 'known',
    unverified: true,
    office,
    language,
    form,
    slots: fillSlots(slots, language),
    limit: 1,
    page: 'x',
  })
}
