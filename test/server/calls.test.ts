/** Calls, from the first webhook to the last: a caller on the local Twilio, and officers at the desk. */
import { dump, JSON_SCHEMA, load } from 'js-yaml'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { HungUp } from '../../simulator/index.ts'
import type { LiveCall } from '../../server/wire/call.ts'
import type { Page } from '../../server/wire/page.ts'
import { waitFor } from '../_office.ts'
import {
  callerOn,
  citizen,
  officerNumber,
  openTelephone,
  type Caller,
  type TelephoneOffice,
} from './_telephone.ts'

let house: TelephoneOffice
afterEach(() => house.stop())
const open = async () => (house = await openTelephone({ isOpen: true }))
const closed = async () => (house = await openTelephone({ isOpen: false }))
const texts = async (ticketId: number) => (await house.messagesOf(ticketId)).map(({ text }) => text)

/** The service's facts held until yesterday. */
const letExpire = (service: string) => (dir: string) => {
  const path = join(dir, 'catalogue', `${service}.yaml`)
  const yesterday = new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 10)
  const facts = load(readFileSync(path, 'utf8')) as object
  writeFileSync(path, dump({ ...facts, validUntil: yesterday }, { schema: JSON_SCHEMA }))
}

describe('a call', () => {
  it('is a ticket from its first webhook, and is greeted in Indonesian', async () => {
    await open()
    const caller = await house.ring()
    expect(caller.hears()).toMatch(
      /^Selamat datang di Tanya PTSP.*tanpa persetujuan Anda.*press nine.*Tekan nol/,
    )
    expect(caller.leg.view.heard.map(({ language }) => language)).toContain('id-ID')
    const ticket = await house.ticketOf(caller)
    expect(ticket).toMatchObject({ channel: 'voice', status: 'new', language: 'id', waiting: true })
    expect(ticket.contact.identities).toEqual([{ kind: 'phone', address: citizen, verified: false }])
    expect(await house.callOf(ticket.id)).toMatchObject({
      ...{ direction: 'inbound', number: citizen, confidence: 'low', stage: 'menu', outcome: null },
    })
  })

  it('goes on in English by key 9, and back', async () => {
    await open()
    const caller = await house.ring()
    expect(await caller.press('9')).toMatch(/^Press one, or simply say/)
    expect(caller.leg.view.heard.at(-1)?.language).toBe('en-GB')
    expect(await caller.say('cost of renewing cemetery permit')).toContain('Does that answer')
    expect(await house.ticketOf(caller)).toMatchObject({ language: 'en' })
  })

  it('gives hours and places by key 3, and is done with when the caller leaves after that', async () => {
    await open()
    const caller = await house.ring()
    expect(await caller.press('3')).toMatch(/Jam layanan kami .* Saat ini kantor buka\..*Rasuna Said/)
    await caller.hangUp()
    expect(await house.ticketOf(caller)).toMatchObject({ status: 'solved', waiting: false })
  })

  it('of a number that is withheld is matched to nobody, twice to two', async () => {
    await open()
    const first = await house.ring('anonymous')
    const second = await house.ring('+266696687')
    const tickets = await house.sari.tickets('channel=voice')
    expect(new Set(tickets.map(({ contact }) => contact.id)).size).toBe(2)
    for (const ticket of tickets)
      expect(await house.callOf(ticket.id)).toMatchObject({ number: null, confidence: 'none' })
    await Promise.all([first.hangUp(), second.hangUp()])
    for (const ticket of tickets) expect(await house.callOf(ticket.id)).toMatchObject({ isToCallBack: false })
  })
})

describe('a question', () => {
  it('that is spoken is answered when that is sure, and the ticket is solved when that was it', async () => {
    await open()
    const caller = await house.ring()
    expect(await caller.press('1')).toContain('Silakan sebutkan pertanyaan Anda')
    const told = await caller.say('berapa biaya perpanjangan izin makam')
    expect(told).toMatch(/Tidak dipungut biaya.*Apakah ini menjawab pertanyaan Anda/)
    expect(told).not.toContain('Ada lagi yang dapat kami bantu')
    expect(await caller.press('*')).toContain('Tidak dipungut biaya')
    expect(await caller.say('iya sudah')).toContain('Ada lagi yang dapat kami bantu')
    await caller.hangUp()
    const ticket = await house.ticketOf(caller)
    expect(ticket).toMatchObject({
      ...{ status: 'solved', waiting: false, service: 'iptm-perpanjangan' },
      subject: 'berapa biaya perpanjangan izin makam',
    })
    expect(await house.eventsOf(ticket.id)).toEqual(['came', 'chose', 'told', 'satisfied', 'ended'])
    expect(await house.callOf(ticket.id)).toMatchObject({
      stage: 'over',
      outcome: 'informed',
      isToCallBack: false,
    })
  })

  it('whose answer has expired leads to an officer, by words and by keys', async () => {
    house = await openTelephone({ isOpen: true, editLibrary: letExpire('iptm-perpanjangan') })
    const asks = await house.ring()
    expect(await asks.say('berapa biaya perpanjangan izin makam')).toContain('petugas kami lebih tepat')
    const presses = await house.ring('+628120000002')
    await presses.press('1')
    await presses.press('1')
    expect(await presses.press('3')).toContain('petugas kami lebih tepat')
    for (const caller of [asks, presses])
      expect(caller.leg.view.heard.map(({ text }) => text).join()).not.toContain('Tidak dipungut biaya')
  })

  it('by keys alone: a service, and what about it', async () => {
    await open()
    const caller = await house.ring()
    expect(await caller.press('1')).toContain('Tekan 1 untuk Perpanjangan Izin Penggunaan Tanah Makam')
    expect(await caller.press('1')).toMatch(
      /^Perpanjangan Izin Penggunaan Tanah Makam\. Tekan satu untuk persyaratan/,
    )
    expect(await caller.press('3')).toContain('Tidak dipungut biaya')
  })

  it('is sent whole by SMS when the caller wants it, once', async () => {
    await open()
    const caller = await house.ring()
    expect(await caller.say('berapa biaya perpanjangan izin makam')).toContain('kami kirim lewat SMS.')
    expect(await caller.press('2')).toContain('kami kirim lewat SMS ke nomor')
    const [sms] = await waitFor(
      () => house.twilio.messages('outbound').length > 0 && house.twilio.messages('outbound'),
      'an SMS',
    )
    expect(sms).toMatchObject({ kind: 'sms', to: citizen })
    const ticket = await house.ticketOf(caller)
    const sent = (await house.messagesOf(ticket.id)).find((message) => message.direction === 'outbound')
    expect(sent).toMatchObject({
      channel: 'sms',
      answer: 'iptm-perpanjangan/biaya',
      author: { kind: 'system' },
    })
    expect(sms?.body).toBe(sent?.text)
  })

  it('is sent once in a call, and a caller is sent no more than five', async () => {
    await open()
    const caller = await house.ring()
    const about = async (service: string, topic: string) => {
      await caller.press('1')
      await caller.press(service)
      return caller.press(topic)
    }
    for (const topic of ['1', '2', '3', '4', '1', '2']) {
      expect(await about('1', topic)).toContain('kami kirim lewat SMS')
      expect(await caller.press('2')).toContain('kami kirim lewat SMS ke nomor')
    }
    expect(await about('2', '3')).toContain('kami kirim lewat SMS')
    await caller.press('2')
    expect(await about('2', '4')).not.toContain('lewat SMS')
    const { id } = await house.ticketOf(caller)
    const sent = (await house.messagesOf(id)).filter((message) => message.direction === 'outbound')
    expect(new Set(sent.map(({ answer }) => answer)).size).toBe(5)
    expect(sent).toHaveLength(5)
  })

  it('offers WhatsApp to whom we may write there, and not to a telephone at home', async () => {
    await open()
    await house.twilio.receiveFrom('whatsapp', citizen, 'halo')
    const mobile = await house.ring()
    await mobile.press('2')
    expect(await mobile.say('berapa biaya perpanjangan izin makam')).toContain('lewat SMS atau WhatsApp')
    expect(await mobile.press('2')).toBe('Tekan satu untuk SMS. Tekan dua untuk WhatsApp.')
    expect(await mobile.press('2')).toContain('lewat WhatsApp')
    const home = await house.ring('+62215551234')
    expect(await home.say('berapa biaya perpanjangan izin makam')).not.toContain('lewat SMS')
  })

  it('that nothing surely answers leads to an officer, and stands in the thread for suggestions', async () => {
    await open()
    const caller = await house.ring()
    expect(await caller.say('anu itu yang kemarin gimana jadinya ya')).toMatch(/petugas kami lebih tepat/)
    expect(caller.leg.view.heard.some(({ text }) => text.includes('Anda di urutan ke-1'))).toBe(true)
    const ticket = await house.ticketOf(caller)
    expect(await texts(ticket.id)).toContain('anu itu yang kemarin gimana jadinya ya')
    expect(await house.callOf(ticket.id)).toMatchObject({ stage: 'waiting' })
  })

  it('gives the officer suggestions from what was said', async () => {
    await open()
    const caller = await house.ring()
    await caller.say('berapa biaya perpanjangan izin makam')
    await caller.press('0')
    const { id } = await house.ticketOf(caller)
    expect((await house.sari.suggestions(id))[0]).toMatchObject({ answer: 'iptm-perpanjangan/biaya' })
  })
})

describe('the status of a ticket', () => {
  it('is told to the number that stands in it', async () => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin saya jadi?')
    const [sms] = await house.sari.tickets('channel=sms')
    await house.sari.reply(sms?.id ?? 0, 'Besok pagi.')
    const caller = await house.ring()
    await caller.press('2')
    expect(await caller.press('2')).toMatch(/JakEVO.*tujuh angka nomor tiket/)
    expect(await caller.press(`${sms?.number.replace('-', '')}#`)).toMatch(
      /^Tiket nomor dua enam, .* sedang ditangani petugas\. Jawaban terakhir kami kirim pada/,
    )
  })

  it('is told to nobody else, nor whether there is such a ticket', async () => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin saya jadi?')
    const [sms] = await house.sari.tickets('channel=sms')
    const stranger = await house.ring('+628129990000')
    await stranger.press('2')
    const refused = await stranger.press(`${sms?.number.replace('-', '')}#`)
    expect(refused).toMatch(/^Maaf, kami tidak dapat menyampaikan apa pun.*tekan nol/)
    expect(refused).not.toMatch(/ditangani|menunggu|dijawab/)
    await stranger.press('2')
    expect(await stranger.press('2699999#')).toBe(refused)
    const hidden = await house.ring('anonymous')
    await hidden.press('2')
    expect(await hidden.press(`${sms?.number.replace('-', '')}#`)).toMatch(/^Maaf, kami tidak dapat/)
  })
})

describe('an officer', () => {
  const walk = (...acts: ((caller: Caller) => Promise<unknown>)[]) => acts
  const press = (keys: string) => (caller: Caller) => caller.press(keys)
  const ask = (caller: Caller) => caller.say('berapa biaya perpanjangan izin makam')

  it.each([
    ['from the menu', walk()],
    ['before the question', walk(press('1'))],
    ['before choosing what about', walk(press('1'), press('1'))],
    ['after an answer', walk(ask)],
    ['before choosing by what it is sent', walk(ask, press('2'))],
    ['before the number of a ticket', walk(press('2'))],
  ])('is reached by key 0 at any time: %s', async (_where, acts) => {
    await open()
    await house.twilio.receiveFrom('whatsapp', citizen, 'halo')
    const caller = await house.ring()
    await caller.press('2')
    for (const act of acts) await act(caller)
    await caller.press('0')
    expect(await house.callOf((await house.ticketOf(caller)).id)).toMatchObject({ stage: 'waiting' })
  })

  it('is reached by key 0 before saying whether it goes on about an earlier ticket', async () => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin saya jadi?')
    const caller = await house.ring()
    await caller.press('0')
    expect(await house.callOf((await house.ticketOf(caller)).id)).toMatchObject({ stage: 'waiting' })
  })
})

describe('wrong keys, silence and noise', () => {
  it('are met kindly, and the third in a row leads to an officer', async () => {
    await open()
    const caller = await house.ring()
    expect(await caller.press('7')).toMatch(/^Maaf, pilihan itu tidak ada\. Tekan satu/)
    expect(await caller.silence()).toMatch(/^Maaf, kami belum mendengar Anda\. Tekan satu/)
    expect(await caller.say('hm')).toMatch(/^Tidak apa-apa\. Kami sambungkan/)
    expect(await house.callOf((await house.ticketOf(caller)).id)).toMatchObject({ stage: 'waiting' })
  })

  it('are forgiven by something understood in between', async () => {
    await open()
    const caller = await house.ring()
    await caller.press('7')
    await caller.press('7')
    await caller.press('1')
    expect(await caller.silence()).toMatch(/^Maaf, kami belum mendengar Anda/)
    expect(await caller.say('e')).toMatch(/^Maaf, kami belum menangkap/)
  })
})

describe('in the line', () => {
  it('a caller hears place and time, with music, as often as it takes', async () => {
    await open()
    const first = await house.ring()
    await first.press('0')
    const second = await house.ring('+628120000002')
    await second.press('0')
    const lines = () => second.leg.view.heard.map(({ text }) => text)
    expect(lines()).toContainEqual(
      expect.stringMatching(/Anda di urutan ke-2\. Perkiraan waktu tunggu 6 menit/),
    )
    expect(lines().at(-1)).toBe('♪ /webhooks/twilio/voice/music.wav')
    await first.hangUp()
    expect(await second.silence()).toMatch(/Anda di urutan ke-1/)
    const music = await fetch(`${house.office.url}/webhooks/twilio/voice/music.wav`)
    expect(music.headers.get('content-type')).toBe('audio/wav')
    expect((await music.arrayBuffer()).byteLength).toBeGreaterThan(100_000)
  })

  it('a caller hears the median of the latest talks for each place', async () => {
    await open()
    const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
    for (const [index, minutes] of [2, 5, 40].entries()) {
      const caller = await house.ring(`+62812000001${index}`)
      await caller.press('0')
      await caller.hangUp()
      const { id } = await house.callOf((await house.ticketOf(caller)).id)
      const ended_at = Date.now()
      const talked = { answered_at: ended_at - minutes * 60_000, ended_at }
      const change = { ...talked, outcome: 'answered', is_to_call_back: 0 } as const
      await db.write((tx) => tx.updateTable('calls').set(change).where('id', '=', id).execute())
    }
    await db.close()
    const caller = await house.ring()
    await caller.press('0')
    expect(caller.leg.view.heard.map(({ text }) => text).join()).toMatch(
      /urutan ke-1\. Perkiraan waktu tunggu 5 menit/,
    )
  })

  it('a caller is seen, however many are to be called back', async () => {
    await open()
    const first = await house.ring('+628120000001')
    await first.hangUp()
    const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
    const [row] = await db.read.selectFrom('calls').selectAll().execute()
    const many = Array.from({ length: 300 }, (_, index) => ({ ...row!, id: undefined, sid: `CA${index}` }))
    await db.write((tx) => tx.insertInto('calls').values(many).execute())
    await db.close()
    const caller = await house.ring()
    await caller.press('0')
    const { items } = (await house.sari.request<Page<LiveCall>>('GET', '/calls')).body
    expect(items.at(-1)?.call).toMatchObject({ number: citizen, stage: 'waiting' })
  })

  it('a caller may be called back instead, and keeps the place', async () => {
    await open()
    const first = await house.ring()
    await first.press('0')
    expect(await first.press('1')).toContain('urutan Anda tetap')
    await first.ended()
    const { id } = await house.ticketOf(first)
    expect(await house.callOf(id)).toMatchObject({ outcome: 'call-back', isToCallBack: true })
    const second = await house.ring('+628120000002')
    await second.press('0')
    expect(second.leg.view.heard.some(({ text }) => text.includes('urutan ke-2'))).toBe(true)
  })

  it('stands at the desk in its order: who is to be called back before who came later', async () => {
    await open()
    const numbers = ['+628120000001', '+628120000002', '+628120000003']
    for (const number of numbers) {
      const caller = await house.ring(number)
      await caller.press('0')
      if (number === numbers[0]) await caller.press('1')
    }
    const { body } = await house.sari.request<{ items: { call: { number: string } }[] }>('GET', '/calls')
    expect(body.items.map(({ call }) => call.number)).toEqual(numbers)
  })

  it('a caller may leave a message instead', async () => {
    await open()
    const caller = await house.ring()
    await caller.press('0')
    expect(await caller.press('2')).toMatch(
      /^Anda dapat meninggalkan pesan suara.*Tekan satu bila Anda setuju/,
    )
  })

  it('whoever hangs up is to be called back', async () => {
    await open()
    const caller = await house.ring()
    await caller.press('0')
    await caller.hangUp()
    const ticket = await house.ticketOf(caller)
    expect(ticket).toMatchObject({ status: 'new', waiting: true })
    expect(await house.callOf(ticket.id)).toMatchObject({ outcome: 'abandoned', isToCallBack: true })
    expect((await texts(ticket.id)).at(-1)).toBe('Penelepon menutup telepon saat menunggu petugas')
  })
})

describe('out of hours', () => {
  it('a message is recorded once the caller agrees, kept with the ticket and deleted at Twilio', async () => {
    await closed()
    const caller = await house.ring()
    expect(caller.hears()).toContain('Saat ini kantor kami sedang tutup. Kami buka kembali')
    expect(await caller.press('0')).toMatch(/sedang tutup.*Tekan satu bila Anda setuju direkam/)
    expect(await caller.press('1')).toContain('Silakan bicara setelah nada')
    expect(await caller.record(12)).toMatch(/^Terima kasih, pesan Anda sudah kami terima dengan nomor tiket/)
    const ticket = await house.ticketOf(caller)
    const message = await waitFor(
      async () => (await house.messagesOf(ticket.id)).find(({ attachments }) => attachments.length > 0),
      'the recording',
    )
    expect(message).toMatchObject({ direction: 'inbound', channel: 'voice', text: '[Pesan suara, 12 detik]' })
    const { url, contentType } = message.attachments[0] ?? {}
    expect(contentType).toMatch(/^audio\/(x-)?wav$|^audio\/vnd.wave$/)
    const sound = await fetch(house.office.url + url, { headers: { cookie: house.sari.cookie } })
    expect((await sound.arrayBuffer()).byteLength).toBeGreaterThan(100_000)
    await waitFor(() => house.twilio.exchange.recordings.list().length === 0, 'the recording to be deleted')
    expect(await house.callOf(ticket.id)).toMatchObject({ outcome: 'message', isToCallBack: true })
    expect(await house.eventsOf(ticket.id)).toContain('consented')
  })

  it('nothing is recorded of whoever does not agree', async () => {
    await closed()
    const caller = await house.ring()
    await caller.press('0')
    expect(await caller.press('2')).toMatch(/^Baik, petugas akan menelepon Anda kembali setelah kami buka/)
    await caller.ended()
    expect(house.twilio.exchange.recordings.list()).toEqual([])
    expect(await house.callOf((await house.ticketOf(caller)).id)).toMatchObject({ outcome: 'call-back' })
    const silent = await house.ring('+628120000003')
    await silent.press('0')
    await silent.silence()
    await silent.silence()
    await silent.silence()
    expect(silent.leg.view.state).toBe('completed')
    expect(house.twilio.exchange.recordings.list()).toEqual([])
  })

  it('what Twilio writes down stands below the recording, once', async () => {
    await closed()
    const caller = await house.ring()
    await caller.press('9')
    await caller.press('0')
    await caller.press('1')
    await caller.record(4, 'I need to extend the permit of my father’s grave')
    const { id } = await house.ticketOf(caller)
    const text = '[Pesan suara, 4 detik]\nI need to extend the permit of my father’s grave'
    await waitFor(async () => (await texts(id)).includes(text), 'the transcription')
    expect((await house.sari.suggestions(id))[0]?.service).toBe('iptm-perpanjangan')
  })

  it('who hangs up while speaking has left a message all the same', async () => {
    await closed()
    const caller = await house.ring()
    await caller.press('0')
    await caller.press('1')
    await caller.hangUp()
    const { id } = await house.ticketOf(caller)
    await waitFor(async () => (await house.callOf(id)).outcome === 'message', 'the message')
    expect(await texts(id)).toContain('[Pesan suara, 2 detik]')
  })
})

describe('an officer', () => {
  const setPhone = (rings: boolean) =>
    house.sari.request('PATCH', '/session/phone', { number: '0811-9998-877', rings })

  it('takes a caller from the line: their telephone rings, and the two talk', async () => {
    await open()
    await setPhone(false)
    const caller = await house.ring()
    await caller.press('0')
    const { body: live } = await house.sari.request<{ items: { call: { id: number; stage: string } }[] }>(
      'GET',
      '/calls',
    )
    expect(live.items).toMatchObject([
      { call: { stage: 'waiting', number: citizen }, ticket: { contactName: null } },
    ])
    const id = live.items[0]?.call.id ?? 0
    expect((await house.sari.request('POST', `/calls/${id}/take`, {})).status).toBe(200)
    const officer = callerOn(await house.twilio.exchange.ringingAt(officerNumber))
    officer.leg.act({ do: 'answer' })
    await officer.leg.until((leg) => leg.awaits?.kind === 'gather')
    expect(officer.leg.view.heard.at(-1)?.text).toMatch(/^Telepon dari warga, tiket nomor/)
    await officer.press('1')
    await caller.leg.until((leg) => leg.awaits?.kind === 'talk')
    const ticket = await house.ticketOf(caller)
    expect(await house.callOf(ticket.id)).toMatchObject({
      stage: 'talking',
      agent: { name: expect.any(String) as string },
    })
    expect(ticket).toMatchObject({ assignee: { id: expect.any(Number) as number }, status: 'open' })
    await caller.hangUp()
    await waitFor(async () => (await house.callOf(ticket.id)).stage === 'over', 'the end')
    expect(await house.callOf(ticket.id)).toMatchObject({ outcome: 'answered', isToCallBack: false })
    expect(await house.ticketOf(caller)).toMatchObject({
      waiting: false,
      firstRepliedAt: expect.any(String) as string,
    })
    expect((await house.sari.request('POST', `/calls/${id}/take`, {})).status).toBe(409)
  })

  it('whose telephone rings with every call may not answer; the caller keeps the place', async () => {
    await open()
    await setPhone(true)
    const caller = await house.ring()
    const before = caller.leg.view.step
    caller.leg.act({ do: 'press', keys: '0' })
    const phone = await house.twilio.exchange.ringingAt(officerNumber)
    phone.act({ do: 'decline' })
    await caller.leg.until((leg) => leg.awaits?.kind === 'gather' && leg.step > before)
    const { id } = await house.ticketOf(caller)
    expect(await house.eventsOf(id)).toEqual(['came', 'chose', 'rings', 'unanswered', 'waits'])
    expect(await house.callOf(id)).toMatchObject({ stage: 'waiting', queuedAt: expect.any(String) as string })
  })

  it('whose voice box picks up accepts nobody', async () => {
    await open()
    await setPhone(true)
    const caller = await house.ring()
    caller.leg.act({ do: 'press', keys: '0' })
    const phone = await house.twilio.exchange.ringingAt(officerNumber)
    phone.act({ do: 'answer' })
    await phone.until((leg) => leg.awaits?.kind === 'gather')
    phone.act({ do: 'silence' })
    await caller.leg.until((leg) => leg.awaits?.kind === 'gather')
    expect(await house.callOf((await house.ticketOf(caller)).id)).toMatchObject({
      stage: 'waiting',
      answeredAt: null,
    })
  })

  it('who has said no number takes nobody', async () => {
    await open()
    const caller = await house.ring()
    await caller.press('0')
    const { id } = await house.callOf((await house.ticketOf(caller)).id)
    expect((await house.sari.request('POST', `/calls/${id}/take`, {})).status).toBe(422)
    expect((await house.sari.request('PATCH', '/session/phone', { number: 'abc', rings: true })).status).toBe(
      422,
    )
  })

  it('calls back with one click, into the same ticket, and asks once', async () => {
    await open()
    await setPhone(false)
    const caller = await house.ring()
    await caller.press('0')
    await caller.hangUp()
    const { id } = await house.ticketOf(caller)
    const body = { clientId: crypto.randomUUID() }
    const [one, two] = await Promise.all(
      [1, 2].map(() => house.sari.request('POST', `/tickets/${id}/call-back`, body)),
    )
    expect([one?.status, two?.status].sort()).toEqual([200, 201])
    const officer = await house.twilio.exchange.ringingAt(officerNumber)
    officer.act({ do: 'answer' })
    const called = await house.twilio.exchange.ringingAt(citizen)
    called.act({ do: 'answer' })
    await called.until((leg) => leg.awaits?.kind === 'talk')
    called.stop(new HungUp())
    await waitFor(async () => (await house.callOf(id)).stage === 'over', 'the end of the call back')
    expect(await house.callOf(id)).toMatchObject({ direction: 'outbound', outcome: 'answered' })
    const { body: live } = await house.sari.request<{ items: unknown[] }>('GET', '/calls')
    expect(live.items).toEqual([])
    expect(house.twilio.exchange.legs().filter((leg) => leg.to === officerNumber)).toHaveLength(1)
  })

  it('answers a call in writing by SMS unless they choose another way', async () => {
    await open()
    const caller = await house.ring()
    await caller.hangUp()
    const { id } = await house.ticketOf(caller)
    expect((await house.sari.reply(id, 'Sudah kami cek, silakan datang.')).body).toMatchObject({
      channel: 'sms',
    })
    const byWhatsapp = () => house.sari.reply(id, 'Lewat WA.', { channel: 'whatsapp' })
    expect((await byWhatsapp()).status).toBe(422)
    await house.twilio.receiveFrom('whatsapp', citizen, 'Lewat sini saja')
    expect((await byWhatsapp()).status).toBe(201)
    expect((await house.sari.reply(id, 'Lewat telepon.', { channel: 'voice' })).status).toBe(422)
  })
})

describe('a telephone in the officer’s browser', () => {
  const key = { TWILIO_API_KEY_SID: 'SK' + 'c3'.repeat(16), TWILIO_API_KEY_SECRET: 'secret-of-the-key' }

  it('gets a signed token that lets it be rung, for an hour', async () => {
    house = await openTelephone({ isOpen: true, env: key })
    const { status, body } = await house.sari.request<{ token: string; identity: string }>(
      'GET',
      '/voice/token',
    )
    expect(status).toBe(200)
    const [head = '', payload = '', signature] = body.token.split('.')
    const { createHmac } = await import('node:crypto')
    const expected = createHmac('sha256', key.TWILIO_API_KEY_SECRET)
      .update(`${head}.${payload}`)
      .digest('base64url')
    expect(signature).toBe(expected)
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: key.TWILIO_API_KEY_SID,
      grants: { identity: body.identity, voice: { incoming: { allow: true } } },
    })
    expect((await fetch(`${house.office.url}/api/v1/voice/token`)).status).toBe(401)
  })

  it('is rung when its officer takes a call there, and needs a key', async () => {
    await open()
    expect((await house.sari.request('GET', '/voice/token')).status).toBe(503)
    const caller = await house.ring()
    await caller.press('0')
    const { id } = await house.callOf((await house.ticketOf(caller)).id)
    expect((await house.sari.request('POST', `/calls/${id}/take`, { by: 'browser' })).status).toBe(422)
    const page = await fetch(`${house.office.url}/desk/`)
    expect(page.headers.get('content-security-policy')).not.toContain('twilio')
  })

  it('is rung while its officer is at the desk, and needs no key to be pressed', async () => {
    house = await openTelephone({ isOpen: true, env: key })
    await house.office.desk(house.sari)
    const caller = await house.ring()
    await caller.press('0')
    const ticket = await house.ticketOf(caller)
    const { id } = await house.callOf(ticket.id)
    await waitFor(
      async () => (await house.sari.request('POST', `/calls/${id}/take`, {})).status === 200,
      'the desk to be seen',
    )
    const ringing = await house.twilio.exchange.ringingAt('client:officer-1')
    ringing.act({ do: 'answer' })
    await ringing.until((leg) => leg.awaits?.kind === 'talk')
    expect(await house.callOf(ticket.id)).toMatchObject({
      stage: 'talking',
      officers: [{ place: 'talking', isMuted: false }],
    })
    const page = await fetch(`${house.office.url}/desk/`)
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("connect-src 'self' https://*.twilio.com wss://*.twilio.com;")
    const elsewhere = await fetch(`${house.office.url}/`)
    expect(elsewhere.headers.get('content-security-policy')).not.toContain('twilio')
  })

  it('rings with every call when its officer wants that', async () => {
    house = await openTelephone({ isOpen: true, env: key })
    await house.office.desk(house.sari)
    const wish = { number: null, rings: true }
    expect((await house.sari.request('PATCH', '/session/phone', wish)).body).toEqual({
      ...{ number: null, rings: true, browser: true, via: 'twilio' },
    })
    const caller = await house.ring()
    caller.leg.act({ do: 'press', keys: '0' })
    const ringing = await house.twilio.exchange.ringingAt('client:officer-1')
    ringing.act({ do: 'answer' })
    await ringing.until((leg) => leg.awaits?.kind === 'talk')
  })
})

describe('the same number again', () => {
  it.each([
    ['closed', { status: 'closed' }, 0],
    ['solved', { status: 'solved' }, 0],
    ['silent for more than a month', {}, 31 * 24 * 3600_000],
  ])('is asked about no ticket that is %s', async (_how, change, agoMs) => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin makam saya jadi?')
    const [sms] = await house.sari.tickets('channel=sms')
    await house.sari.request('PATCH', `/tickets/${sms?.id}`, change)
    const db = openDb(`sqlite:${house.office.dataDir}/tanya.db`)
    await db.write((tx) =>
      tx
        .updateTable('tickets')
        .set((eb) => ({ last_message_at: eb('last_message_at', '-', agoMs) }))
        .execute(),
    )
    await db.close()
    const caller = await house.ring()
    expect(caller.hears()).not.toContain('Apakah Anda menelepon tentang')
  })

  it('joins the open ticket when the caller says so', async () => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin makam saya jadi?')
    const [sms] = await house.sari.tickets('channel=sms')
    const caller = await house.ring()
    expect(caller.hears()).toContain('Apakah Anda menelepon tentang pertanyaan Anda nomor dua enam')
    const [own] = await house.sari.tickets('channel=voice')
    expect(await caller.press('1')).toMatch(/^Baik, telepon ini kami satukan/)
    const thread = await house.messagesOf(sms?.id ?? 0)
    expect(thread.map(({ seq }) => seq)).toEqual(thread.map((_, index) => index + 1))
    expect(thread.find(({ call }) => call)?.call).toMatchObject({ confidence: 'medium', ticketId: sms?.id })
    await caller.press('0')
    expect(await house.callOf(sms?.id ?? 0)).toMatchObject({ stage: 'waiting' })
    const [after] = await house.sari.tickets('channel=voice')
    expect(after).toMatchObject({ id: own?.id, status: 'closed', possibleFollowUpOf: sms?.id })
  })

  it('stays where an officer put it while the caller was asked, and takes nothing along from there', async () => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin makam saya jadi?')
    await house.twilio.receiveFrom('sms', '+628120000009', 'Syarat IRK apa saja?')
    const [other, own] = await house.sari.tickets('channel=sms&sort=-createdAt')
    const caller = await house.ring()
    const { id } = await house.callOf((await house.ticketOf(caller)).id)
    await house.sari.request('POST', `/calls/${id}/join`, { ticketId: other?.id })
    expect(await caller.press('1')).toMatch(/^Baik, telepon ini kami satukan/)
    expect(await house.callOf(other?.id ?? 0)).toMatchObject({ id })
    expect(await texts(own?.id ?? 0)).toEqual(['Kapan izin makam saya jadi?'])
    expect(await house.sari.tickets('channel=sms')).toMatchObject([{ status: 'new' }, { status: 'new' }])
  })

  it('leaves the question it joined waiting when the caller hears no more than the hours', async () => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin makam saya jadi?')
    const caller = await house.ring()
    await caller.press('1')
    await caller.press('3')
    await caller.hangUp()
    const [sms] = await house.sari.tickets('channel=sms')
    expect(await house.callOf(sms?.id ?? 0)).toMatchObject({ outcome: 'informed' })
    expect(sms).toMatchObject({ status: 'new', waiting: true })
  })

  it('is a ticket of its own when the caller says so, until an officer joins them', async () => {
    await open()
    await house.twilio.receiveFrom('sms', citizen, 'Kapan izin makam saya jadi?')
    const [sms] = await house.sari.tickets('channel=sms')
    const caller = await house.ring()
    expect(await caller.press('2')).toMatch(/^Tekan satu/)
    await caller.say('berapa biaya perpanjangan izin makam')
    const [own] = await house.sari.tickets('channel=voice')
    const { id } = await house.callOf(own?.id ?? 0)
    const joined = await house.sari.request('POST', `/calls/${id}/join`, { ticketId: sms?.id })
    expect(joined).toMatchObject({ status: 200, body: { ticketId: sms?.id } })
    expect(await texts(sms?.id ?? 0)).toContain('berapa biaya perpanjangan izin makam')
    expect((await house.sari.request('POST', `/calls/${id}/join`, { ticketId: sms?.id })).status).toBe(409)
    expect(await caller.press('1')).toContain('Ada lagi')
  })
})
