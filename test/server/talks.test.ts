/** What officers do while they talk: hold, mute, hand over, three of them, hang up; over Twilio's conferences. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { HungUp, type Leg } from '../../simulator/index.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Session } from '../../server/wire/session.ts'
import { waitFor, type Client } from '../_office.ts'
import { addColleague } from './_staff.ts'
import { citizen, officerNumber, openTelephone, type Caller, type TelephoneOffice } from './_telephone.ts'

const colleagueNumber = '+628117776665'

let house: TelephoneOffice
let budi: Client
let budiId: number
beforeEach(async () => {
  house = await openTelephone({ isOpen: true })
  await house.sari.request('PATCH', '/session/phone', { number: officerNumber, rings: false })
  budi = await addColleague(house.office, 'Budi')
  budiId = await idOf(budi)
  await budi.request('PATCH', '/session/phone', { number: colleagueNumber, rings: false })
})
afterEach(() => house.stop())

async function idOf(client: Client): Promise<number> {
  return (await client.request<Session>('GET', '/session')).body.agent.id
}

interface Talking {
  caller: Caller
  officer: Leg
  id: number
  ticketId: number
}

async function talk(): Promise<Talking> {
  const caller = await house.ring()
  await caller.press('0')
  const { id: ticketId } = await house.ticketOf(caller)
  const { id } = await house.callOf(ticketId)
  await house.sari.request('POST', `/calls/${id}/take`, {})
  const officer = await pickUp(officerNumber)
  await caller.leg.until((leg) => leg.awaits?.kind === 'talk')
  return { caller, officer, id, ticketId }
}

async function pickUp(number: string): Promise<Leg> {
  const leg = await house.twilio.exchange.ringingAt(number)
  leg.act({ do: 'answer' })
  await leg.until((view) => view.awaits?.kind === 'gather')
  leg.act({ do: 'press', keys: '1' })
  await leg.until((view) => view.awaits?.kind === 'talk')
  return leg
}

const does = (id: number, what: string, body: object = {}, who: Client = house.sari) =>
  who.request<{ isHeld: boolean; stage: string }>('POST', `/calls/${id}/${what}`, body)
const inRoom = (leg: Leg) => leg.until((view) => view.room !== null)
const isOver = (ticketId: number) =>
  waitFor(async () => (await house.callOf(ticketId)).stage === 'over', 'the end of the call')

describe('hold', () => {
  it('moves the two into a conference, where the citizen hears music until the officer goes on', async () => {
    const { caller, officer, id, ticketId } = await talk()
    expect((await does(id, 'hold', { on: true })).body).toMatchObject({ isHeld: true, stage: 'talking' })
    await caller.leg.until((view) => view.isHeld)
    expect(officer.view).toMatchObject({ room: caller.leg.view.room, isHeld: false })
    expect(caller.leg.view.heard.at(-1)?.text).toBe('♪ /webhooks/twilio/voice/music.wav')
    expect((await does(id, 'hold', { on: false })).body).toMatchObject({ isHeld: false })
    await caller.leg.until((view) => !view.isHeld)
    expect(await house.eventsOf(ticketId)).toEqual(expect.arrayContaining(['held', 'resumed']))
    await caller.hangUp()
    await isOver(ticketId)
    expect(await house.callOf(ticketId)).toMatchObject({ outcome: 'answered', isToCallBack: false })
    await officer.until((view) => view.state === 'completed')
  })

  it('twice at once moves them once', async () => {
    const { caller, officer, id } = await talk()
    await Promise.all([
      does(id, 'hold', { on: true }),
      does(id, 'hold', { on: true }),
      does(id, 'mute', { on: true }),
    ])
    await caller.leg.until((view) => view.isHeld)
    await officer.until((view) => view.isMuted)
    expect(officer.view.state).toBe('in-progress')
  })

  it('is for those who are in the call', async () => {
    const { id } = await talk()
    expect((await does(id, 'hold', { on: true }, budi)).status).toBe(409)
    expect((await does(id + 100, 'hold', { on: true })).status).toBe(404)
  })

  it.each([429, 500] as const)('that Twilio refuses with %i leaves the two talking', async (status) => {
    const { caller, id, ticketId } = await talk()
    house.twilio.faults.status = status
    expect((await does(id, 'hold', { on: true })).status).toBe(503)
    expect(await house.callOf(ticketId)).toMatchObject({ isHeld: false, stage: 'talking' })
    expect(caller.leg.view).toMatchObject({ state: 'in-progress', room: null })
    house.twilio.faults.status = null
    expect((await does(id, 'hold', { on: true })).status).toBe(200)
    await caller.leg.until((view) => view.isHeld)
  })

  it('holds all the same when the line to Twilio breaks after it accepted', async () => {
    const { caller, id } = await talk()
    house.twilio.faults.closeAfterAccept = true
    expect((await does(id, 'hold', { on: true })).status).toBe(200)
    await caller.leg.until((view) => view.room !== null)
    house.twilio.faults.closeAfterAccept = false
    await caller.leg.until((view) => view.isHeld)
  })

  it('waits for a Twilio that is slow, and what happens meanwhile counts', async () => {
    const { caller, officer, id, ticketId } = await talk()
    house.twilio.faults.delayMs = 600
    const handing = does(id, 'transfer', { agentId: budiId })
    const next = await pickUp(colleagueNumber)
    expect((await handing).status).toBe(200)
    await officer.until((view) => view.state === 'completed')
    await caller.leg.until((view) => view.room !== null && !view.isHeld)
    expect(await house.callOf(ticketId)).toMatchObject({ agent: { id: budiId }, isHeld: false })
    expect(next.view.state).toBe('in-progress')
  })

  it(
    'leaves nobody alone whose officer hung up on the way into the conference',
    { timeout: 20_000 },
    async () => {
      const { caller, officer, ticketId } = await talk()
      const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
      await db.write((tx) => tx.updateTable('calls').set({ is_room: 1 }).execute())
      await db.close()
      officer.stop(new HungUp())
      await caller.leg.until((view) => view.room !== null)
      await caller.leg.until((view) => view.awaits?.kind === 'gather', 15_000)
      expect(await house.callOf(ticketId)).toMatchObject({ stage: 'waiting', officers: [] })
    },
  )

  it('leaves nobody alone whose officer’s leaving Twilio told nobody of', { timeout: 60_000 }, async () => {
    const { caller, officer, id, ticketId } = await talk()
    await does(id, 'hold', { on: true })
    await inRoom(caller.leg)
    await inRoom(officer)
    house.twilio.faults.areReportsLost = true
    officer.stop(new HungUp())
    await caller.leg.until((view) => view.state === 'completed', 50_000)
    await isOver(ticketId)
    expect(await house.callOf(ticketId)).toMatchObject({ outcome: 'answered', officers: [] })
  })

  it.each([429, 500] as const)(
    'that Twilio refuses (%i) to a third person leaves no trace',
    async (status) => {
      const { caller, officer, id, ticketId } = await talk()
      house.twilio.faults.status = status
      expect((await does(id, 'invite', { agentId: budiId })).status).toBe(503)
      house.twilio.faults.status = null
      officer.stop(new HungUp())
      await caller.ended()
      await isOver(ticketId)
    },
  )

  it('works in a call back too', async () => {
    const first = await house.ring()
    await first.press('0')
    await first.hangUp()
    const { id: ticketId } = await house.ticketOf(first)
    await house.sari.request('POST', `/tickets/${ticketId}/call-back`, { clientId: crypto.randomUUID() })
    const officer = await house.twilio.exchange.ringingAt(officerNumber)
    officer.act({ do: 'answer' })
    const called = await house.twilio.exchange.ringingAt(citizen)
    called.act({ do: 'answer' })
    const { id } = await waitFor(async () => {
      const call = await house.callOf(ticketId)
      return call.stage === 'talking' && call
    }, 'the citizen to be talked to')
    expect((await does(id, 'hold', { on: true })).status).toBe(200)
    await called.until((view) => view.isHeld)
    await inRoom(officer)
    called.stop(new HungUp())
    await isOver(ticketId)
    expect(await house.callOf(ticketId)).toMatchObject({ direction: 'outbound', outcome: 'answered' })
  })
})

describe('a call handed over', () => {
  it('goes to the colleague with a word, and the first officer leaves', async () => {
    const { caller, officer, id, ticketId } = await talk()
    const note = 'Beliau menanyakan makam ayahnya di Karet Bivak.'
    const asked = await does(id, 'transfer', { agentId: budiId, note })
    expect(asked).toMatchObject({
      status: 200,
      body: {
        officers: [
          { place: 'talking', word: null },
          { id: budiId, place: 'ringing', word: note },
        ],
      },
    })
    await caller.leg.until((view) => view.isHeld)
    const next = await pickUp(colleagueNumber)
    await officer.until((view) => view.state === 'completed')
    await caller.leg.until((view) => !view.isHeld)
    expect(next.view.room).toBe(caller.leg.view.room)
    expect(await house.callOf(ticketId)).toMatchObject({
      ...{ stage: 'talking', agent: { id: budiId } },
      officers: [{ id: budiId, place: 'talking' }],
    })
    const [ticket] = await house.sari.tickets('channel=voice')
    expect(ticket).toMatchObject({ assignee: { id: budiId } })
    const thread = await house.messagesOf(ticketId)
    expect(thread.find(({ text }) => text === note)).toMatchObject({
      direction: 'internal',
      author: { kind: 'agent' },
    })
    expect(await house.eventsOf(ticketId)).toEqual(expect.arrayContaining(['transferring', 'transferred']))
    next.stop(new HungUp())
    await caller.ended()
    await isOver(ticketId)
  })

  it('says nothing of the office to the chat that the call was joined to', async () => {
    const window = await house.office.chat()
    const first = { clientId: crypto.randomUUID(), name: 'Rina', text: 'Halo' }
    const chat = await window.send<{ token: string; message: Message }>('start', first)
    if (!chat.ok) throw new Error(chat.error.message)
    const { id } = await talk()
    const { ticketId } = chat.message
    await does(id, 'transfer', { agentId: budiId, note: 'RAHASIA' })
    expect((await house.sari.request('POST', `/calls/${id}/join`, { ticketId })).status).toBe(200)
    await window.until<Message>('message', ({ text }) => text === 'Telepon masuk')
    const again = await house.office.chat({ token: chat.token, afterSeq: 0 })
    await again.until('sync')
    expect(JSON.stringify([window.heard, again.heard])).not.toMatch(/RAHASIA|Budi|officers/)
  })

  it('that the colleague does not answer comes back to the officer', async () => {
    const { caller, officer, id, ticketId } = await talk()
    await does(id, 'transfer', { agentId: budiId })
    await caller.leg.until((view) => view.isHeld)
    ;(await house.twilio.exchange.ringingAt(colleagueNumber)).act({ do: 'decline' })
    await caller.leg.until((view) => !view.isHeld)
    expect(officer.view.state).toBe('in-progress')
    expect(await house.eventsOf(ticketId)).toContain('unanswered')
    expect(await house.callOf(ticketId)).toMatchObject({ officers: [{ place: 'talking' }], isHeld: false })
  })

  it('whose officer has left already goes back into the line when nobody answers', async () => {
    const { caller, officer, id, ticketId } = await talk()
    await does(id, 'transfer', { agentId: budiId })
    await caller.leg.until((view) => view.isHeld)
    const rings = await house.twilio.exchange.ringingAt(colleagueNumber)
    officer.stop(new HungUp())
    await waitFor(async () => (await house.eventsOf(ticketId)).includes('left'), 'the officer to leave')
    rings.act({ do: 'decline' })
    await caller.leg.until((view) => view.awaits?.kind === 'gather')
    expect(await house.callOf(ticketId)).toMatchObject({ stage: 'waiting', officers: [] })
    await house.sari.request('POST', `/calls/${id}/take`, {})
    await pickUp(officerNumber)
    expect(await house.callOf(ticketId)).toMatchObject({ stage: 'talking' })
  })

  it('stops ringing at the colleague when the citizen hangs up', async () => {
    const { caller, id, ticketId } = await talk()
    await does(id, 'transfer', { agentId: budiId })
    await caller.leg.until((view) => view.isHeld)
    const rings = await house.twilio.exchange.ringingAt(colleagueNumber)
    await caller.hangUp()
    await isOver(ticketId)
    await rings.until((view) => view.state !== 'ringing')
  })

  it('reaches nobody who has no telephone, nor two colleagues at once', async () => {
    const { id } = await talk()
    const citraId = await idOf(await addColleague(house.office, 'Citra'))
    expect((await does(id, 'transfer', { agentId: citraId })).status).toBe(422)
    expect((await does(id, 'transfer', { agentId: 9999 })).status).toBe(422)
    expect((await does(id, 'invite', { agentId: budiId })).status).toBe(200)
    expect((await does(id, 'transfer', { agentId: budiId })).status).toBe(409)
  })

  it('is taken back when Twilio rings nobody', async () => {
    const { caller, id, ticketId } = await talk()
    await does(id, 'hold', { on: true })
    await caller.leg.until((view) => view.isHeld)
    await does(id, 'hold', { on: false })
    await caller.leg.until((view) => !view.isHeld)
    house.twilio.faults.status = 500
    expect((await does(id, 'transfer', { agentId: budiId })).status).toBe(503)
    expect(await house.callOf(ticketId)).toMatchObject({ isHeld: false, officers: [{ place: 'talking' }] })
  })
})

describe('a conference', () => {
  it('of three goes on when one officer leaves, and ends with the last', async () => {
    const { caller, officer, id, ticketId } = await talk()
    expect((await does(id, 'invite', { agentId: budiId })).status).toBe(200)
    const second = await pickUp(colleagueNumber)
    await inRoom(officer)
    await caller.leg.until((view) => view.room !== null)
    expect(await house.callOf(ticketId)).toMatchObject({ officers: [{ place: 'talking' }, { id: budiId }] })
    expect((await does(id, 'mute', { on: true }, budi)).status).toBe(200)
    await second.until((view) => view.isMuted)
    expect((await does(id, 'hang-up')).status).toBe(200)
    await officer.until((view) => view.state === 'completed')
    await waitFor(async () => (await house.eventsOf(ticketId)).includes('left'), 'the officer to leave')
    expect(caller.leg.view.state).toBe('in-progress')
    expect((await does(id, 'hang-up', {}, budi)).status).toBe(200)
    expect((await caller.ended()).heard.some(({ text }) => text.includes('Terima kasih'))).toBe(true)
    await isOver(ticketId)
    expect(await house.callOf(ticketId)).toMatchObject({ outcome: 'answered', officers: [] })
  })

  it('an officer alone with a citizen may hang up from the console', async () => {
    const { caller, id, ticketId } = await talk()
    expect((await does(id, 'hang-up')).status).toBe(200)
    await caller.ended()
    await isOver(ticketId)
  })

  it('hears reports of strangers, twice and late, without harm', async () => {
    const { caller, id, ticketId } = await talk()
    const path = `/webhooks/twilio/voice/room/news?call=${id}`
    const fields = { ConferenceSid: 'CF' + '1'.repeat(32), StatusCallbackEvent: 'participant-leave' }
    expect((await house.post(path, fields, null)).status).toBe(403)
    for (const CallSid of ['CA' + '9'.repeat(32), 'nonsense', ''])
      expect((await house.post(path, { ...fields, CallSid })).status).toBe(200)
    await does(id, 'hold', { on: true })
    await caller.leg.until((view) => view.isHeld)
    const join = { ...fields, StatusCallbackEvent: 'participant-join', CallSid: caller.leg.view.sid }
    await caller.hangUp()
    await isOver(ticketId)
    expect((await house.post(path, join)).status).toBe(200)
    expect((await house.post(path, { ...join, StatusCallbackEvent: 'participant-leave' })).status).toBe(200)
    expect(await house.callOf(ticketId)).toMatchObject({ stage: 'over', outcome: 'answered' })
  })
})
