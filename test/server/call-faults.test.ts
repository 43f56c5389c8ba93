/** What goes wrong on the telephone: forgers, repeats, the wrong order, a Twilio in trouble, and callers who hang up. */
import { afterEach, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { HungUp } from '../../simulator/index.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { waitFor } from '../_office.ts'
import {
  accountSid,
  callerOn,
  citizen,
  officeNumber,
  officerNumber,
  openTelephone,
  type Caller,
  type TelephoneOffice,
} from './_telephone.ts'

let house: TelephoneOffice
let database: TestDatabase | null = null
afterEach(async () => {
  await house.stop()
  await database?.drop()
  database = null
})
const path = '/webhooks/twilio/voice'
const sid = 'CA' + '0f'.repeat(16)
const fields = (more: Record<string, string> = {}) => ({
  ...{ CallSid: sid, AccountSid: accountSid, From: citizen, To: officeNumber, CallStatus: 'ringing' },
  ...{ ApiVersion: '2010-04-01', Direction: 'inbound', SomethingNew: '1' },
  ...more,
})
const tickets = () => house.sari.tickets('channel=voice&sort=-createdAt')
const callOf = async () => house.callOf((await tickets())[0]?.id ?? 0)
const threadLength = async () => (await house.messagesOf((await tickets())[0]?.id ?? 0)).length

describe('a webhook without Twilio’s signature', () => {
  it('is refused and counted on every path, and stores nothing', async () => {
    house = await openTelephone({ isOpen: true })
    const ways = ['', '/turn?n=1', '/hold', '/leave', '/connect', '/status', '/recording', '/transcription']
    const officers = ['/officer?call=1&agent=1', '/accept?call=1&agent=1', '/back?call=1', '/back/end?call=1']
    const rooms = ['/citizen?call=1', '/room?call=1', '/room/news?call=1', '/leg?call=1']
    const all = [...ways, ...officers, ...rooms]
    for (const way of all) {
      expect((await house.post(path + way, fields(), null)).status, way).toBe(403)
      expect((await house.post(path + way, fields(), 'bm90IGl0')).status, way).toBe(403)
    }
    expect(await tickets()).toEqual([])
    const metrics = await (await fetch(`${house.office.url}/metrics`)).text()
    expect(metrics).toContain(`tanya_webhooks_rejected_total ${2 * all.length}`)
  })

  it('is known by the query too: another turn is another signature', async () => {
    house = await openTelephone({ isOpen: true })
    const caller = await house.ring()
    const turn = `${path}/turn?n=1`
    const { sign } = await import('../../channels/lib/twilio-signature.ts')
    const signature = sign('token-of-the-telephone', `${house.office.url}${path}/turn?n=2`, fields())
    expect((await house.post(turn, fields({ CallSid: caller.leg.view.sid }), signature)).status).toBe(403)
  })
})

describe.each(databases)('the same webhook again, on $name', ({ create }) => {
  it('fifty times at once makes one ticket, and each hears the same', async () => {
    database = await create()
    house = await openTelephone({ isOpen: true, databaseUrl: database.url })
    const answers = await Promise.all(Array.from({ length: 50 }, () => house.post(path, fields())))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1)
    expect(await tickets()).toHaveLength(1)
    expect(await threadLength()).toBe(1)
  })

  it('of a turn is not a second choice', async () => {
    database = await create()
    house = await openTelephone({ isOpen: true, databaseUrl: database.url })
    await house.post(path, fields())
    const pressed = fields({ CallStatus: 'in-progress', Digits: '1' })
    const answers = await Promise.all([1, 2, 3, 4].map(() => house.post(`${path}/turn?n=1`, pressed)))
    const words = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(words).size).toBe(1)
    expect(words[0]).toContain('Silakan sebutkan pertanyaan Anda')
    const length = await threadLength()
    const later = await house.post(`${path}/turn?n=1`, { ...pressed, Digits: '3' })
    expect(await later.text()).toBe(words[0])
    expect(await threadLength()).toBe(length)
  })
})

describe('reports in the wrong order', () => {
  it('the end before the beginning leaves a call to call back, and the caller hears nothing more', async () => {
    house = await openTelephone({ isOpen: true })
    expect(
      (await house.post(`${path}/status`, fields({ CallStatus: 'completed', CallDuration: '3' }))).status,
    ).toBe(200)
    expect(await callOf()).toMatchObject({ stage: 'over', outcome: 'missed', isToCallBack: true })
    const late = await (await house.post(path, fields())).text()
    expect(late).toContain('<Hangup/>')
    expect(late).not.toContain('<Say')
    expect(await tickets()).toHaveLength(1)
  })

  it('a status never goes back', async () => {
    house = await openTelephone({ isOpen: true })
    await house.post(path, fields())
    await house.post(`${path}/status`, fields({ CallStatus: 'completed' }))
    const length = await threadLength()
    for (const status of ['in-progress', 'ringing', 'completed', 'no-answer', 'nonsense'])
      await house.post(`${path}/status`, fields({ CallStatus: status }))
    expect(await threadLength()).toBe(length)
    expect(await callOf()).toMatchObject({ outcome: 'missed' })
  })

  it('a webhook about a call that nobody knows ends it, and one that names none does no harm', async () => {
    house = await openTelephone({ isOpen: true })
    expect(await (await house.post(`${path}/turn?n=1`, fields())).text()).toContain('<Hangup/>')
    for (const way of ['', '/turn', '/hold', '/status', '/recording', '/transcription', '/officer', '/back'])
      expect((await house.post(path + way, { AccountSid: accountSid })).status, way).toBe(200)
    expect(await tickets()).toEqual([])
  })
})

describe('a caller who hangs up', () => {
  const go = (...acts: ((caller: Caller) => Promise<unknown>)[]) => acts
  const press = (keys: string) => (caller: Caller) => caller.press(keys)
  const ask = (caller: Caller) => caller.say('berapa biaya perpanjangan izin makam')

  it.each([
    ['at the menu', true, go(), 'missed'],
    ['before the question', true, go(press('1')), 'missed'],
    ['before choosing what about', true, go(press('1'), press('1')), 'missed'],
    ['after an answer', true, go(ask), 'missed'],
    ['before the number', true, go(press('2')), 'missed'],
    ['in the line', true, go(press('0')), 'abandoned'],
    ['before agreeing to be recorded', false, go(press('0')), 'missed'],
    ['having asked to be called back', false, go(press('0'), press('2')), 'call-back'],
  ] as const)('%s', async (_where, isOpen, acts, outcome) => {
    house = await openTelephone({ isOpen })
    const caller = await house.ring()
    for (const act of acts) await act(caller)
    if (caller.leg.view.state !== 'completed') await caller.hangUp()
    await waitFor(async () => (await callOf()).stage === 'over', 'the end')
    expect(await callOf()).toMatchObject({ outcome, isToCallBack: true })
    expect((await tickets())[0]).toMatchObject({ waiting: true, status: 'new' })
  })

  it('while an officer’s telephone rings', async () => {
    house = await openTelephone({ isOpen: true })
    await house.sari.request('PATCH', '/session/phone', { number: officerNumber, rings: true })
    const caller = await house.ring()
    caller.leg.act({ do: 'press', keys: '0' })
    const phone = await house.twilio.exchange.ringingAt(officerNumber)
    caller.leg.stop(new HungUp())
    await waitFor(async () => (await callOf()).stage === 'over', 'the end')
    expect(await callOf()).toMatchObject({ outcome: 'abandoned', isToCallBack: true })
    expect(phone.isHungUp()).toBe(true)
  })
})

describe('Twilio in trouble', () => {
  const take = async () => {
    await house.sari.request('PATCH', '/session/phone', { number: officerNumber, rings: false })
    const caller = await house.ring()
    await caller.press('0')
    return { caller, id: (await callOf()).id }
  }

  /** A message that Twilio never tells of by itself, and does not have when asked. */
  const recordInVain = async () => {
    house = await openTelephone({ isOpen: false })
    const caller = await house.ring()
    await caller.press('0')
    await caller.press('1')
    house.twilio.faults.isRecordingLost = true
    await caller.record(3)
    const [kept] = house.twilio.exchange.recordings.list()
    const report = { CallSid: caller.leg.view.sid, RecordingSid: kept?.sid ?? '', RecordingDuration: '3' }
    return { ticketId: (await tickets())[0]?.id ?? 0, report }
  }

  it.each([429, 500] as const)(
    'with %i, a caller still comes out of the line to the officer who took them',
    async (status) => {
      house = await openTelephone({ isOpen: true })
      const { caller, id } = await take()
      house.twilio.faults.status = status
      expect((await house.sari.request('POST', `/calls/${id}/take`, {})).status).toBe(200)
      caller.leg.act({ do: 'silence' })
      const officer = callerOn(await house.twilio.exchange.ringingAt(officerNumber))
      officer.leg.act({ do: 'answer' })
      await officer.leg.until((leg) => leg.awaits?.kind === 'gather')
      await officer.press('1')
      expect(await callOf()).toMatchObject({ stage: 'talking' })
    },
  )

  it('that refuses a call back says why, and the officer may try again', async () => {
    house = await openTelephone({ isOpen: true })
    const { caller } = await take()
    await caller.hangUp()
    const [ticket] = await tickets()
    house.twilio.faults.status = 500
    const ring = () =>
      house.sari.request('POST', `/tickets/${ticket?.id}/call-back`, { clientId: crypto.randomUUID() })
    expect(await ring()).toMatchObject({ status: 201, body: { stage: 'over', outcome: 'failed' } })
    expect((await house.messagesOf(ticket?.id ?? 0)).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('Telepon tidak tersambung: Twilio sedang terganggu'),
    )
    house.twilio.faults.status = null
    expect(await ring()).toMatchObject({ status: 201, body: { stage: 'ringing' } })
    expect((await house.callOf(ticket?.id ?? 0)).outcome).toBe(null)
  })

  it('that breaks off after it accepted a call back: what follows tells how it went', async () => {
    house = await openTelephone({ isOpen: true })
    const { caller } = await take()
    await caller.hangUp()
    const [ticket] = await tickets()
    house.twilio.faults.closeAfterAccept = true
    const body = { clientId: crypto.randomUUID() }
    await house.sari.request('POST', `/tickets/${ticket?.id}/call-back`, body)
    const officer = await house.twilio.exchange.ringingAt(officerNumber)
    officer.act({ do: 'answer' })
    const called = await house.twilio.exchange.ringingAt(citizen)
    called.act({ do: 'decline' })
    await waitFor(async () => (await house.callOf(ticket?.id ?? 0)).stage === 'over', 'the end')
    expect(await house.callOf(ticket?.id ?? 0)).toMatchObject({ outcome: 'unreached' })
  })

  it('whose recording is not there yet is asked again', { timeout: 40_000 }, async () => {
    const { ticketId, report } = await recordInVain()
    const told = { ...report, RecordingStatus: 'completed' }
    await house.post(`${path}/recording`, told)
    await house.post(`${path}/recording`, told)
    await new Promise((done) => setTimeout(done, 1000))
    house.twilio.faults.isRecordingLost = false
    const thread = () => house.messagesOf(ticketId)
    await waitFor(
      async () => (await thread()).some(({ attachments }) => attachments.length === 1),
      'the recording',
      30_000,
    )
    expect((await thread()).filter(({ text }) => text.startsWith('[Pesan suara'))).toHaveLength(1)
  })

  it('whose recording never comes: the thread says so', { timeout: 20_000 }, async () => {
    const { ticketId } = await recordInVain()
    const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
    await db.write((tx) => tx.updateTable('recordings').set({ attempts: 50, next_attempt_at: 1 }).execute())
    await db.close()
    await waitFor(async () => (await house.eventsOf(ticketId)).includes('recording-lost'), 'the word', 15_000)
  })

  it('that says itself that a recording failed is believed at once, whatever it says later', async () => {
    const { ticketId, report } = await recordInVain()
    for (const RecordingStatus of ['failed', 'absent', 'completed'])
      expect((await house.post(`${path}/recording`, { ...report, RecordingStatus })).status).toBe(200)
    const events = await house.eventsOf(ticketId)
    expect(events.filter((kind) => kind === 'recording-lost')).toHaveLength(1)
    expect(await callOf()).toMatchObject({ outcome: 'message', isToCallBack: true })
  })

  it('a caller who waits too long may leave a message', async () => {
    house = await openTelephone({ isOpen: true })
    const { caller } = await take()
    const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
    await db.write((tx) =>
      tx
        .updateTable('calls')
        .set({ queued_at: Date.now() - 600_000 })
        .execute(),
    )
    await db.close()
    expect(await caller.silence()).toMatch(
      /^Maaf, saat ini belum ada petugas yang dapat menjawab\. Anda dapat meninggalkan/,
    )
  })
})
