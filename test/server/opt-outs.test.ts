/** STOP and START: a number that wants no more messages gets none, the officer sees it, and it can be taken back. */
import { afterEach, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import type { Problem } from '../../server/wire/problem.ts'
import { waitFor } from '../_office.ts'
import { openTexts, type TextOffice } from './_texts.ts'
import { postForm } from './_form.ts'
import { citizen } from './_telephone.ts'

let house: TextOffice
let database: TestDatabase | null = null
afterEach(async () => {
  await house.stop()
  await database?.drop()
  database = null
})
const confirmedStop = /tidak akan mengirim pesan lagi/
const confirmedStart = /kembali menerima pesan/

describe.each(databases)('a number that writes BERHENTI, on $name', ({ create }) => {
  it('gets one confirmation and no answer, until it writes MULAI', async () => {
    database = await create()
    house = await openTexts({}, database.url)
    await house.writes('sms', citizen, 'Berapa biaya KRK?')
    await house.writes('sms', citizen, 'Berhenti.')
    await house.writes('sms', citizen, 'BERHENTI')
    const ticket = await house.newest()
    expect((await house.texting())?.smsStoppedAt).not.toBeNull()
    expect(ticket).toMatchObject({ waiting: true, status: 'new' })
    const [, stop] = await house.messagesOf(ticket.id)
    expect(stop).toMatchObject({ text: 'Berhenti.', parts: { optOut: 'stop' } })
    await waitFor(() => house.sent().some((text) => confirmedStop.test(text)), 'the confirmation')

    const refused = await house.sari.reply(ticket.id, 'KRK tidak dipungut biaya.')
    expect(refused.status).toBe(422)
    expect((refused.body as unknown as Problem).errors).toEqual([
      { path: 'channel', message: expect.stringContaining('no more messages by sms') as string },
    ])

    await house.writes('sms', citizen, 'Mulai')
    expect((await house.texting())?.smsStoppedAt).toBeNull()
    expect((await house.sari.reply(ticket.id, 'KRK tidak dipungut biaya.')).status).toBe(201)
    await waitFor(() => house.sent().length === 3, 'the answer')
    const [first, second, third] = house.sent()
    expect(first).toMatch(confirmedStop)
    expect(second).toMatch(confirmedStart)
    expect(third).toBe('KRK tidak dipungut biaya.')
  })
})

describe('STOP', () => {
  it('is confirmed by Twilio where it heeds the word, and not twice', async () => {
    house = await openTexts()
    await house.writes('sms', citizen, 'STOP')
    expect((await house.texting())?.smsStoppedAt).not.toBeNull()
    expect(await house.newest()).toMatchObject({ waiting: false, status: 'solved' })
    await house.writes('sms', citizen, 'START')
    expect(house.sent()).toEqual([])
    expect(house.twilio.messages('outbound')).toHaveLength(2)
  })

  it('tells of the ticket it opens once, though two messages begin that', async () => {
    house = await openTexts()
    await house.writes('whatsapp', citizen, 'STOP')
    const { id } = await house.newest('whatsapp')
    const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
    const told = await db.read.selectFrom('events').select('type').where('ticket_id', '=', id).execute()
    await db.close()
    expect(told.slice(0, 3).map(({ type }) => type)).toEqual([
      'ticket:created',
      'message:created',
      'message:created',
    ])
    expect(told.filter(({ type }) => type === 'ticket:created')).toHaveLength(1)
  })

  it('by WhatsApp is confirmed by us, and leaves SMS open', async () => {
    house = await openTexts()
    await house.writes('sms', citizen, 'Jam buka?')
    await house.writes('whatsapp', citizen, 'STOP')
    await waitFor(() => house.sent().some((text) => confirmedStop.test(text)), 'the confirmation')
    expect(await house.texting('whatsapp')).toMatchObject({
      smsStoppedAt: null,
      whatsappStoppedAt: expect.any(String) as string,
    })
    const { id } = await house.newest()
    expect((await house.sari.reply(id, 'Buka pukul 07.30.')).status).toBe(201)
    expect((await house.sari.reply(id, 'Buka pukul 07.30.', { channel: 'whatsapp' })).status).toBe(422)
  })

  it('stops an answer that was written before and waits to go: it is not tried, and says why', async () => {
    house = await openTexts({ UNDO_SECONDS: '3' })
    await house.writes('sms', citizen, 'Berapa biaya KRK?')
    const { id } = await house.newest()
    const { body } = await house.sari.reply(id, 'Tidak dipungut biaya.', { undo: true })
    expect(body.later?.isBrief).toBe(true)
    await house.writes('sms', citizen, 'stop')
    const failed = await house.message(id, (one) => one.delivery?.state === 'failed')
    expect(failed.delivery?.error).toContain('meminta berhenti')
    expect(house.sent()).toEqual([])
    expect(await house.newest()).toMatchObject({ waiting: true })
  })

  it('keeps the link to the private page, too, until it is taken back', async () => {
    house = await openTexts({ TWILIO_WHATSAPP_NUMBER: '' })
    await house.writes('sms', citizen, 'Berapa biaya KRK?')
    await house.writes('sms', citizen, 'BERHENTI')
    const { id, number } = await house.newest()
    const track = () => postForm(`${house.office.url}/lacak`, { number, proof: citizen })
    expect((await track()).status).toBe(200)
    await house.writes('sms', citizen, 'MULAI')
    await waitFor(() => house.sent().some((text) => confirmedStart.test(text)), 'the confirmation')
    await track()
    await waitFor(async () => (await house.messagesOf(id)).length === 6, 'the note of the link')
    const [stopped, started, link, ...others] = house.sent()
    expect([stopped, started]).toEqual([
      expect.stringMatching(confirmedStop) as string,
      expect.stringMatching(confirmedStart) as string,
    ])
    expect(link).toContain(`/tanya/${number}/`)
    expect(others).toEqual([])
  })

  it('is learnt from Twilio, which refuses with 21610', async () => {
    house = await openTexts()
    const stopped = '+15005550004'
    await house.writes('sms', stopped, 'Berapa biaya KRK?')
    const { id } = await house.newest()
    await house.sari.reply(id, 'Tidak dipungut biaya.')
    const { delivery } = await house.message(id, (one) => one.delivery?.state === 'failed')
    expect(delivery?.error).toContain('21610')
    expect(delivery?.english).toContain('asked for no more messages (STOP)')
    expect((await house.texting())?.smsStoppedAt).not.toBeNull()
    expect((await house.sari.reply(id, 'Sekali lagi.')).status).toBe(422)
  })

  it('is learnt from a delivery report, too', async () => {
    house = await openTexts()
    house.twilio.faults.undeliveredCode = 21610
    await house.writes('sms', citizen, 'Berapa biaya KRK?')
    const { id } = await house.newest()
    await house.sari.reply(id, 'Tidak dipungut biaya.')
    await house.message(id, (one) => one.delivery?.state === 'failed')
    expect((await house.texting())?.smsStoppedAt).not.toBeNull()
  })

  it('is heeded on the telephone: a caller who stopped SMS is promised none', async () => {
    house = await openTexts()
    await house.writes('sms', citizen, 'BERHENTI')
    const caller = await house.ring()
    await caller.press('2')
    expect(await caller.say('berapa biaya perpanjangan izin makam')).not.toContain('lewat SMS')
  })
})
