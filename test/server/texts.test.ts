/** SMS and WhatsApp carry more than words: files in and out, places, cards, templates; and Twilio has its bad days. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Problem } from '../../server/wire/problem.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { waitFor } from '../_office.ts'
import { openTexts, pdf, png, type TextOffice } from './_texts.ts'
import { citizen } from './_telephone.ts'

let house: TextOffice
let database: TestDatabase | null = null
afterEach(async () => {
  await house.stop()
  await database?.drop()
  database = null
})
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')
const card = Buffer.from(
  'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Santoso;Budi;;;\r\nFN:Budi San\r\n toso\r\nORG:RT 05\r\n' +
    'TEL;TYPE=CELL;waid=62811:+62 811-9998-877\r\nEMAIL:budi@example.org\r\nEND:VCARD\r\n',
)
const errorsOf = ({ body }: { body: unknown }) => (body as Problem).errors
const file = (content: Buffer, contentType: string) => ({ content, contentType })

describe.each(databases)('files of a citizen, on $name', ({ create }) => {
  it('are fetched with our password, known by their content, and kept with their message', async () => {
    database = await create()
    house = await openTexts({}, database.url)
    const files = [
      file(png, 'image/jpeg'),
      file(pdf, 'image/png'),
      file(Buffer.from('MZ\0\u0001'), 'image/gif'),
    ]
    await house.writes('whatsapp', citizen, 'Ini berkas saya', { ProfileName: 'Budi' }, files)
    const { id, contact } = await house.newest('whatsapp')
    expect(contact.name).toBe('Budi')
    const message = await house.message(id, ({ attachments }) => attachments.length === 3)
    expect(message.text).toBe('Ini berkas saya')
    expect(message.missingFiles).toBeUndefined()
    const byName = message.attachments.map(({ filename, contentType, size }) => ({
      filename,
      contentType,
      size,
    }))
    expect(byName.toSorted((a, b) => a.filename.localeCompare(b.filename))).toEqual([
      { filename: `berkas-${message.id}-2.pdf`, contentType: 'application/pdf', size: pdf.length },
      { filename: `berkas-${message.id}-3.bin`, contentType: 'application/octet-stream', size: 4 },
      { filename: `foto-${message.id}-1.png`, contentType: 'image/png', size: png.length },
    ])
    const image = message.attachments.find(({ contentType }) => contentType === 'image/png')
    const bytes = await fetch(house.office.url + (image?.url ?? ''), {
      headers: { cookie: house.sari.cookie },
    })
    expect(Buffer.from(await bytes.arrayBuffer())).toEqual(png)
  })
})

describe('a file that cannot be fetched', () => {
  it('leaves the message, is shown as missing, and comes when Twilio has it', async () => {
    house = await openTexts()
    house.twilio.faults.mediaStatus = 500
    await house.writes('whatsapp', citizen, '', {}, [file(jpeg, 'image/jpeg')])
    const { id, subject } = await house.newest('whatsapp')
    expect(subject).toBe('[Foto]')
    const missing = await house.message(id, ({ missingFiles }) => Boolean(missingFiles?.[0]?.nextTryAt))
    expect(missing.missingFiles).toMatchObject([{ place: 1, contentType: 'image/jpeg', state: 'due' }])
    house.twilio.faults.mediaStatus = null
    const kept = await house.message(id, ({ attachments }) => attachments.length === 1)
    expect(kept.missingFiles).toBeUndefined()
  })

  it('that Twilio hands out slowly keeps neither the answer to its webhook nor the message waiting', async () => {
    house = await openTexts()
    house.twilio.faults.mediaDelayMs = 3_000
    const injected = await house.writes('whatsapp', citizen, 'Foto', {}, [file(jpeg, 'image/jpeg')])
    expect(injected.status).toBe(200)
    const { id } = await house.newest('whatsapp')
    const waiting = await house.message(id, ({ missingFiles }) => missingFiles?.[0]?.state === 'due')
    expect(waiting.text).toBe('Foto')
  })

  it('is given up when it is none of Twilio’s, and an agent may ask once more', async () => {
    house = await openTexts()
    const away = { NumMedia: '1', MediaUrl0: 'https://evil.example/a.jpg', MediaContentType0: 'image/jpeg' }
    await house.writes('whatsapp', citizen, 'Foto makam', away)
    const { id } = await house.newest('whatsapp')
    const lost = await house.message(id, ({ missingFiles }) => missingFiles?.[0]?.state === 'lost')
    const again = await house.sari.request<Message>('POST', `/messages/${lost.id}/files/retry`)
    expect(again).toMatchObject({ status: 200, body: { missingFiles: [{ state: 'due' }] } })
    await house.message(id, ({ missingFiles }) => missingFiles?.[0]?.state === 'lost')
    expect((await house.sari.request('POST', '/messages/999/files/retry')).status).toBe(404)
  })
})

describe('what is no file', () => {
  it('a contact card names its people', async () => {
    house = await openTexts()
    await house.writes('whatsapp', citizen, '', {}, [file(card, 'text/vcard')])
    const { id } = await house.newest('whatsapp')
    const { parts, attachments } = await house.message(id, (one) => one.attachments.length === 1)
    expect(parts?.contacts).toEqual([
      {
        name: 'Budi Santoso',
        organisation: 'RT 05',
        phones: ['+62 811-9998-877'],
        emails: ['budi@example.org'],
      },
    ])
    expect(attachments[0]?.contentType).toBe('text/vcard')
    expect(await house.sari.tickets('q=Santoso')).toMatchObject([{ id }])
  })

  it('places, buttons and reactions are told as what they are', async () => {
    house = await openTexts()
    const place = {
      Latitude: '-6.1849',
      Longitude: '106.8113',
      Label: 'TPU Karet Bivak',
      Address: 'Tanah Abang',
    }
    await house.writes('whatsapp', citizen, '', place)
    await house.writes('whatsapp', citizen, 'Ya', { ButtonText: 'Ya', ButtonPayload: 'setuju' })
    await house.writes('whatsapp', citizen, '👍', {
      ...{ MessageType: 'reaction', OriginalRepliedMessageSid: 'SM1' },
    })
    const { id } = await house.newest('whatsapp')
    expect(await house.messagesOf(id)).toMatchObject([
      {
        text: '[Lokasi: TPU Karet Bivak, Tanah Abang, -6.1849, 106.8113]',
        parts: {
          place: { latitude: -6.1849, longitude: 106.8113, label: 'TPU Karet Bivak' },
          isTextOurs: true,
        },
      },
      { text: 'Ya', parts: { button: { text: 'Ya', payload: 'setuju' } } },
      { text: '[Reaksi: 👍]', parts: { reaction: { emoji: '👍', to: 'SM1' } } },
    ])
  })

  it('a second name in WhatsApp does not rename whom we know', async () => {
    house = await openTexts()
    await house.writes('whatsapp', citizen, 'Halo', { ProfileName: 'Budi' })
    await house.writes('whatsapp', citizen, 'Halo lagi', { ProfileName: 'Sultan' })
    expect((await house.newest('whatsapp')).contact.name).toBe('Budi')
  })
})

describe('a file of an answer', () => {
  it('goes by WhatsApp as such: Twilio fetches it from us, for a while and with the key alone', async () => {
    house = await openTexts()
    await house.writes('whatsapp', citizen, 'Minta formulir')
    const { id } = await house.newest('whatsapp')
    const attachments = [await house.upload('formulir.pdf', pdf)]
    expect((await house.sari.reply(id, 'Ini formulirnya.', { attachments })).status).toBe(201)
    await house.message(id, (one) => one.delivery?.state === 'delivered')
    const url = house.twilio.messages('outbound')[0]?.fields.MediaUrl ?? ''
    expect(url).toMatch(/\/berkas\/[\w.-]+$/)
    const got = await fetch(url)
    expect(got.headers.get('content-type')).toBe('application/pdf')
    expect(got.headers.get('content-disposition')).toContain('formulir.pdf')
    expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf)
    const forged = url.replace(/\/berkas\/\w+/, '/berkas/zz')
    expect((await fetch(forged)).status).toBe(403)
    expect((await fetch(`${house.office.url}/berkas/x`)).status).toBe(403)
  })

  it('goes by SMS as a link below the words, which counts among the characters', async () => {
    house = await openTexts()
    await house.writes('sms', citizen, 'Minta formulir')
    const { id } = await house.newest()
    const attachments = [await house.upload('formulir.pdf', pdf)]
    const long = await house.sari.reply(id, 'x'.repeat(1590), { attachments })
    expect(errorsOf(long)).toMatchObject([{ path: 'text' }])
    expect((await house.sari.reply(id, 'Ini formulirnya:', { attachments })).status).toBe(201)
    const [text = ''] = await waitFor(() => house.sent().length > 0 && house.sent(), 'the SMS')
    const [words, link = ''] = text.split('\n')
    expect(words).toBe('Ini formulirnya:')
    expect((await fetch(link)).status).toBe(200)
  })

  it.each<[string, string, Buffer]>([
    ['a kind it does not take', 'catatan.txt', Buffer.from('halo')],
    ['a picture above 5 MB', 'peta.png', Buffer.concat([png, Buffer.alloc(5 * 1024 * 1024)])],
  ])('is refused for WhatsApp before it is queued: %s', async (_name, filename, content) => {
    house = await openTexts()
    await house.writes('whatsapp', citizen, 'Halo')
    const { id } = await house.newest('whatsapp')
    const refused = await house.sari.reply(id, 'Ini', {
      attachments: [await house.upload(filename, content)],
    })
    expect(refused.status).toBe(422)
    expect(errorsOf(refused)).toMatchObject([{ path: 'attachments' }])
  })

  it('goes one by one by WhatsApp', async () => {
    house = await openTexts()
    await house.writes('whatsapp', citizen, 'Halo')
    const { id } = await house.newest('whatsapp')
    const attachments = [await house.upload('a.pdf', pdf), await house.upload('b.png', png)]
    expect(errorsOf(await house.sari.reply(id, 'Ini', { attachments }))).toMatchObject([
      { path: 'attachments', message: expect.stringContaining('one file') as string },
    ])
  })
})

describe('WhatsApp’s 24 hours', () => {
  const day = 24 * 3600_000
  const template = { id: 'jawaban-tersedia', variables: ['Budi', '26-00001'] }

  it('are told, and after them only an approved template goes', async () => {
    house = await openTexts({ SIMULATOR: 'on' })
    await house.writes('whatsapp', citizen, 'Berapa lama?')
    const { id } = await house.newest('whatsapp')
    const until = Date.parse((await house.texting('whatsapp'))?.whatsappOpenUntil ?? '')
    expect(Math.abs(until - Date.now() - day)).toBeLessThan(60_000)
    expect((await house.sari.reply(id, 'Tujuh hari kerja.')).status).toBe(201)
    await house.message(id, (one) => one.delivery?.state === 'delivered')

    await house.ago(day)
    const refused = await house.sari.reply(id, 'Sekali lagi: tujuh hari.')
    expect(refused.status).toBe(422)
    expect(errorsOf(refused)).toMatchObject([{ path: 'template' }])
    const { body } = await house.sari.request<{ items: { id: string }[] }>('GET', '/whatsapp-templates')
    expect(body.items.map((one) => one.id)).toContain(template.id)
    const answer = await house.sari.reply(id, '-', { template })
    expect(answer).toMatchObject({
      status: 201,
      body: {
        text: expect.stringContaining('Yth. Bapak/Ibu Budi, pertanyaan Anda nomor 26-00001') as string,
        parts: { template: { id: template.id, variables: { 1: 'Budi', 2: '26-00001' } } },
      },
    })
    await house.message(id, (one) => one.id === answer.body.id && one.delivery?.state === 'delivered')
    const { fields } = house.twilio.messages('outbound').at(-1) ?? {}
    expect(fields?.ContentSid).toMatch(/^HX[0-9a-f]{32}$/)
    expect(JSON.parse(fields?.ContentVariables ?? '')).toEqual({ 1: 'Budi', 2: '26-00001' })
    expect(fields?.Body).toBeUndefined()
    await house.writes('whatsapp', citizen, 'YA')
    expect((await house.sari.reply(id, 'Tujuh hari kerja sejak berkas lengkap.')).status).toBe(201)
  })

  it.each<[string, object, string]>([
    ['one that nobody knows', { template: { id: 'promo', variables: [] } }, 'template.id'],
    [
      'too few words for it',
      { template: { id: 'jawaban-tersedia', variables: ['x'] } },
      'template.variables',
    ],
    ['another channel', { template, channel: 'sms' }, 'template'],
  ])('take no other template: %s', async (_name, wrong, path) => {
    house = await openTexts({ SIMULATOR: 'on' })
    await house.writes('whatsapp', citizen, 'Berapa lama?')
    const { id } = await house.newest('whatsapp')
    const refused = await house.sari.reply(id, '-', wrong)
    expect(refused.status).toBe(422)
    expect(errorsOf(refused)).toMatchObject([{ path }])
  })

  it('know no template that WhatsApp has not approved', async () => {
    house = await openTexts()
    expect(await house.sari.request('GET', '/whatsapp-templates')).toMatchObject({ body: { items: [] } })
  })

  it('may end while an answer waits: it is not tried, and says why', async () => {
    house = await openTexts()
    await house.writes('whatsapp', citizen, 'Berapa lama?')
    const { id } = await house.newest('whatsapp')
    house.twilio.faults.undeliveredCode = 30008
    await house.sari.reply(id, 'Tujuh hari kerja.')
    const failed = await house.message(id, (one) => one.delivery?.state === 'failed')
    await house.ago(day)
    await house.sari.request('POST', `/tickets/${id}/messages/${failed.id}/retry`)
    const { delivery } = await house.message(id, (one) => one.delivery?.error?.includes('24 jam') ?? false)
    expect(delivery?.state).toBe('failed')
    expect(house.sent()).toHaveLength(1)
  })

  it('are the number’s, in whatever ticket it wrote, for a time that was chosen too', async () => {
    house = await openTexts()
    await house.writes('sms', citizen, 'Berapa lama?')
    const { id } = await house.newest()
    const sendAt = (hours: number) => new Date(Date.now() + hours * 3600_000).toISOString()
    const byWhatsapp = (hours: number) =>
      house.sari.reply(id, 'Tujuh hari.', { channel: 'whatsapp', sendAt: sendAt(hours) })
    expect(errorsOf(await byWhatsapp(20))).toMatchObject([{ path: 'sendAt' }])
    await house.writes('whatsapp', citizen, 'Halo')
    const { status, body } = await byWhatsapp(20)
    expect(status).toBe(201)
    const moved = await house.sari.request('PATCH', `/messages/${body.id}`, { sendAt: sendAt(30) })
    expect(errorsOf(moved)).toMatchObject([{ path: 'sendAt' }])
    expect((await house.messagesOf(id)).at(-1)?.later?.sendAt).toBe(body.later?.sendAt)
  })

  it('are explained where Twilio counts otherwise', async () => {
    house = await openTexts()
    house.twilio.faults.isWindowClosed = true
    await house.writes('whatsapp', citizen, 'Berapa lama?')
    const { id } = await house.newest('whatsapp')
    await house.sari.reply(id, 'Tujuh hari kerja.')
    const { delivery } = await house.message(id, (one) => one.delivery?.state === 'failed')
    expect(delivery?.error).toContain('63016')
    expect(delivery?.english).toContain('WhatsApp takes templates only')
  })
})

describe('a long answer', () => {
  it('goes as its first words and a link to the private page, where all of it stands', async () => {
    house = await openTexts()
    await house.writes('sms', citizen, 'Apa saja syaratnya?')
    const { id } = await house.newest()
    const first = 'Syarat perpanjangan makam ada empat, dan semuanya dibawa dalam bentuk asli dan salinan.'
    const text = `${first} ${'Lalu satu hal lagi yang perlu dibawa ke loket. '.repeat(60)}Selesai.`
    expect(errorsOf(await house.sari.reply(id, text))).toMatchObject([{ path: 'text' }])
    const { body } = await house.sari.reply(id, text, { asLink: true })
    expect(body).toMatchObject({ text, parts: { asLink: true } })
    const [said = ''] = await waitFor(() => house.sent().length > 0 && house.sent(), 'the SMS')
    expect(said.startsWith(first)).toBe(true)
    expect(said.length).toBeLessThan(320)
    const link = /Selengkapnya: (\S+)$/.exec(said)?.[1] ?? ''
    expect(await (await fetch(link)).text()).toContain('Selesai.')
  })
})

describe('an answer by another channel', () => {
  it('goes to the number that is the contact’s own', async () => {
    house = await openTexts()
    await house.writes('sms', citizen, 'Berapa lama?')
    await house.writes('whatsapp', citizen, 'Halo')
    const { id } = await house.newest()
    const { body } = await house.sari.reply(id, 'Tujuh hari kerja.', { channel: 'whatsapp' })
    expect(body.channel).toBe('whatsapp')
    await house.message(id, (one) => one.delivery?.state === 'delivered')
    expect(house.twilio.messages('outbound').at(-1)).toMatchObject({ kind: 'whatsapp', to: citizen })
  })

  it('goes to no number that was only typed', async () => {
    house = await openTexts()
    const chat = await house.office.chat()
    await chat.send('start', {
      ...{ clientId: 'c1', name: 'Budi', text: 'Berapa lama?', phone: citizen },
    })
    const [ticket] = await house.sari.tickets('channel=chat')
    const refused = await house.sari.reply(ticket?.id ?? 0, 'Tujuh hari.', { channel: 'sms' })
    expect(refused.status).toBe(422)
    expect(errorsOf(refused)).toMatchObject([{ path: 'channel' }])
    const read = await house.sari.request<Ticket>('GET', `/tickets/${ticket?.id}`)
    expect(read.body.contact.identities).toContainEqual({
      ...{ kind: 'phone', address: citizen, verified: false, told: true },
    })
  })
})

describe('Twilio on a bad day', () => {
  it('takes a message and breaks the line: its report settles what was uncertain', async () => {
    house = await openTexts()
    house.twilio.faults.closeAfterAccept = true
    await house.writes('sms', citizen, 'Berapa lama?')
    const { id } = await house.newest()
    await house.sari.reply(id, 'Tujuh hari kerja.')
    await house.message(id, (one) => one.delivery?.state === 'delivered')
    expect(house.sent()).toHaveLength(1)
    const callback = house.twilio.messages('outbound')[0]?.fields.StatusCallback
    expect(callback).toMatch(/\/webhooks\/twilio\/messages\/status\?message=\d+$/)
  })

  it('tells of the arrival before the departure: the state never goes back', async () => {
    house = await openTexts()
    house.twilio.faults.isDeliveredFirst = true
    await house.writes('sms', citizen, 'Berapa lama?')
    const { id } = await house.newest()
    await house.sari.reply(id, 'Tujuh hari kerja 🙏.')
    await waitFor(() => house.twilio.messages('outbound')[0]?.answers.length === 2, 'both reports')
    expect(house.twilio.messages('outbound')[0]?.answers).toEqual([200, 200])
    await house.message(id, (one) => one.delivery?.state === 'delivered')
  })

  it.each([429, 500] as const)(
    'answers %s: the message waits and is tried again, once delivered',
    async (status) => {
      house = await openTexts()
      house.twilio.faults.status = status
      await house.writes('sms', citizen, 'Berapa lama?')
      const { id } = await house.newest()
      const { body } = await house.sari.reply(id, 'Tujuh hari kerja.')
      await house.message(id, (one) => one.delivery?.state === 'queued' && one.delivery.error !== null)
      house.twilio.faults.status = null
      await house.sari.request('POST', `/outbox/${body.id}/hurry`)
      await house.message(id, (one) => one.delivery?.state === 'delivered')
      expect(house.sent()).toHaveLength(1)
    },
  )

  it('brings one message a hundred times at once: it is one, and one ticket', async () => {
    house = await openTexts()
    const MessageSid = `SM${'7'.repeat(32)}`
    const injected = await Promise.all(
      Array.from({ length: 100 }, () => house.writes('sms', citizen, 'Sekali saja 🙏', { MessageSid })),
    )
    expect(new Set(injected.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await house.sari.tickets('channel=sms')).toHaveLength(1)
    expect(await house.messagesOf((await house.newest()).id)).toHaveLength(1)
  })

  it('is not Twilio: 403 without or with a wrong signature, counted, and nothing stored', async () => {
    house = await openTexts()
    const fields = { MessageSid: `SM${'8'.repeat(32)}`, From: citizen, To: '+622115001640', Body: 'STOP' }
    for (const path of ['/webhooks/twilio/messages', '/webhooks/twilio/messages/status?message=1']) {
      expect((await house.post(path, fields, null)).status).toBe(403)
      expect((await house.post(path, fields, 'bm90IGl0')).status).toBe(403)
    }
    expect(await house.sari.tickets('')).toEqual([])
    const metrics = await (await fetch(`${house.office.url}/metrics`)).text()
    expect(metrics).toContain('tanya_webhooks_rejected_total 4')
  })

  it('sends by a messaging service where the office has one', async () => {
    const service = `MG${'a'.repeat(32)}`
    house = await openTexts({ TWILIO_MESSAGING_SERVICE_SID: service })
    await house.writes('sms', citizen, 'Berapa lama?')
    const { id } = await house.newest()
    await house.sari.reply(id, 'Tujuh hari kerja.')
    await house.message(id, (one) => one.delivery?.state === 'delivered')
    const { fields } = house.twilio.messages('outbound')[0] ?? {}
    expect(fields).toMatchObject({ MessagingServiceSid: service })
    expect(fields?.From).toBeUndefined()
  })
})
