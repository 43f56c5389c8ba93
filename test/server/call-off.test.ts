/** A colleague who is rung into a call, and then is not needed after all. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Session } from '../../server/wire/session.ts'
import { waitFor, type Client } from '../_office.ts'
import { addColleague } from './_staff.ts'
import { officerNumber, openTelephone, type TelephoneOffice } from './_telephone.ts'

const colleagueNumber = '+628117776665'

let house: TelephoneOffice
let budi: Client
let agentId: number
beforeEach(async () => {
  house = await openTelephone({ isOpen: true })
  await house.sari.request('PATCH', '/session/phone', { number: officerNumber, rings: false })
  budi = await addColleague(house.office, 'Budi')
  agentId = (await budi.request<Session>('GET', '/session')).body.agent.id
  await budi.request('PATCH', '/session/phone', { number: colleagueNumber, rings: false })
})
afterEach(() => house.stop())

async function talk() {
  const caller = await house.ring()
  await caller.press('0')
  const { id: ticketId } = await house.ticketOf(caller)
  const { id } = await house.callOf(ticketId)
  await house.sari.request('POST', `/calls/${id}/take`, {})
  const officer = await house.twilio.exchange.ringingAt(officerNumber)
  officer.act({ do: 'answer' })
  await officer.until((view) => view.awaits?.kind === 'gather')
  officer.act({ do: 'press', keys: '1' })
  await officer.until((view) => view.awaits?.kind === 'talk')
  await caller.leg.until((view) => view.awaits?.kind === 'talk')
  const does = (what: string, body: object = {}, who = house.sari) =>
    who.request<{ isHeld: boolean; officers: { place: string }[] }>('POST', `/calls/${id}/${what}`, body)
  return { caller, officer, ticketId, does }
}

it('rings no longer, and the citizen hears the officer again instead of music', async () => {
  const { caller, officer, ticketId, does } = await talk()
  expect((await does('transfer', { agentId })).status).toBe(200)
  const rings = await house.twilio.exchange.ringingAt(colleagueNumber)
  await caller.leg.until((view) => view.isHeld)
  const { status, body } = await does('call-off')
  expect({ status, ...body }).toMatchObject({ status: 200, isHeld: false, officers: [{ place: 'talking' }] })
  await rings.until((view) => view.state !== 'ringing')
  await caller.leg.until((view) => !view.isHeld)
  expect(officer.view.state).toBe('in-progress')
  const events = await house.eventsOf(ticketId)
  expect(events.slice(-2)).toEqual(['transferring', 'called-off'])
  expect((await house.messagesOf(ticketId)).at(-1)?.text).toBe('Admin batal menghubungi Budi')
})

it('may be rung again at once', async () => {
  const { does } = await talk()
  expect((await does('invite', { agentId })).status).toBe(200)
  await house.twilio.exchange.ringingAt(colleagueNumber)
  expect((await does('call-off')).status).toBe(200)
  expect((await does('invite', { agentId })).status).toBe(200)
})

it('is refused when nobody is rung, and to whoever is not in the call', async () => {
  const { does } = await talk()
  expect((await does('call-off')).status).toBe(409)
  await does('invite', { agentId })
  expect((await does('call-off', {}, budi)).status).toBe(409)
  await waitFor(() => house.twilio.exchange.ringingAt(colleagueNumber), 'the ringing')
})
