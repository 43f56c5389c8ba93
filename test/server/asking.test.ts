/** The form without JavaScript, and the private page of its thread. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { ask } from './_ask.ts'
import { formIdAt, png, postForm, textOf, type Fields } from './_form.ts'

let office: Office
let sari: Client
beforeAll(async () => {
  office = await openOffice({ MAIL_ADDRESS: 'tanya@dpmptsp.example' })
  sari = await office.signIn()
})
afterAll(() => office.stop())

const page = (path: string) => ask<string>('GET', office.url + path, { headers: { accept: 'text/html' } })
const newId = () => crypto.randomUUID().replaceAll('-', '')
const send = (fields: Fields, headers = {}, query = '') =>
  postForm(
    `${office.url}/tanya${query}`,
    { id: newId(), name: 'Rina', question: 'Berapa lama KRK?', ...fields },
    headers,
  )
const ticketOf = async (name: string) => (await sari.tickets()).find(({ contact }) => contact.name === name)

/** Asks, and gives the path of the private page. */
async function begin(name: string, fields: Fields = {}): Promise<string> {
  const answer = await send({ name, ...fields })
  expect(answer.status).toBe(303)
  return answer.headers.get('location') ?? ''
}

async function mailsTo(address: string) {
  const dir = join(office.dataDir, 'outgoing')
  const names = await waitFor(
    () => {
      try {
        return readdirSync(dir, { recursive: true })
          .map(String)
          .filter((name) => name.endsWith('.eml'))
      } catch {
        return null
      }
    },
    'outgoing mail',
    10_000,
  )
  const mails = await Promise.all(names.map((name) => simpleParser(readFileSync(join(dir, name)))))
  return mails.filter(({ to }) => [to].flat().some((one) => one?.text.includes(address)))
}

describe('a question by the form', () => {
  it('is a ticket of the channel web, and leads to a private page', async () => {
    const id = await formIdAt(`${office.url}/tanya`)
    const { status, headers } = await send({
      id,
      name: 'Dewi',
      topic: 'bangunan',
      question: 'Apa syarat PBG?\n\nUntuk ruko.',
    })
    expect(status).toBe(303)
    const ticket = await ticketOf('Dewi')
    expect(ticket).toMatchObject({
      channel: 'web',
      status: 'new',
      tags: ['bangunan'],
      waiting: true,
      language: 'id',
    })
    const path = headers.get('location') ?? ''
    expect(path).toMatch(new RegExp(`^/tanya/${ticket?.number}/([0-9a-z]{4}-){4}[0-9a-z]{4}$`))
    const shown = await page(path)
    expect(textOf(shown.body)).toContain('Apa syarat PBG?')
    expect(textOf(shown.body)).toContain('Menunggu jawaban petugas')
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': expect.stringContaining('noindex') as string,
    })
    expect(shown.body).toContain('<meta name="robots" content="noindex" />')
  })

  it('sent twice is one ticket, also with a file; the form filled in anew is another', async () => {
    const id = newId()
    const files = [new File([png], 'denah.png')]
    const twice = await Promise.all([1, 2].map(() => send({ id, name: 'Ganda', files })))
    expect(twice.map(({ status }) => status)).toEqual([303, 303])
    expect(new Set(twice.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect((await sari.tickets()).filter(({ contact }) => contact.name === 'Ganda')).toHaveLength(1)
    await send({ id, name: 'Ganda', question: 'Soal lain' })
    expect((await sari.tickets()).filter(({ contact }) => contact.name === 'Ganda')).toHaveLength(2)
  })

  it('from the office’s own page, which has no id, sent twice is one ticket too', async () => {
    const form = { id: '', name: 'Beranda', question: 'Halo dari beranda' }
    const twice = [await send(form), await send(form)]
    expect(new Set(twice.map(({ headers }) => headers.get('location'))).size).toBe(1)
    await send({ ...form, question: 'Halo lagi' })
    expect((await sari.tickets()).filter(({ contact }) => contact.name === 'Beranda')).toHaveLength(2)
  })

  it('keeps what was typed when something is wrong, and says all of it at once', async () => {
    const wrong = {
      name: ' ',
      contact: 'rina@',
      question: '<b>Halo</b> "apa"',
      topic: 'makam',
      files: [new File(['#!/bin/sh'], 'foto.png')],
    }
    const { status, body } = await send(wrong)
    expect(status).toBe(422)
    expect(body).toContain('&#60;b&#62;Halo&#60;/b&#62; &#34;apa&#34;</textarea>')
    expect(body).toContain('value="rina@"')
    expect(body).toContain('<option value="makam" selected>')
    const text = textOf(body)
    for (const words of [
      'tuliskan nama',
      'alamat surel atau nomor telepon',
      'foto.png: bukan gambar atau PDF',
    ])
      expect(text).toContain(words)
    expect(textOf((await send({ question: '' }, {}, '?lang=en')).body)).toContain(
      'Please write your question.',
    )
  })

  it('carries pictures and PDF, known by their bytes, and gives them back on the page', async () => {
    const files = [new File([png], '../denah.exe'), new File(['%PDF-1.4\n%âãÏÓ\n'], 'surat.pdf')]
    const path = await begin('Lampir', { files })
    const [message] = await sari.messages((await ticketOf('Lampir'))?.id ?? 0)
    expect(message?.attachments.map(({ filename, contentType }) => [filename, contentType])).toEqual([
      ['.._denah.exe.png', 'image/png'],
      ['surat.pdf', 'application/pdf'],
    ])
    const { body } = await page(path)
    const url = /href="([^"]*chat&#47;attachments[^"]*|[^"]*\/chat\/attachments[^"]*)"/.exec(body)?.[1] ?? ''
    const file = await fetch(
      office.url + url.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code))),
    )
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(png)
  })

  it('is refused from another site, and taken from browsers too old to say', async () => {
    expect((await send({ name: 'Palsu' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(await ticketOf('Palsu')).toBeUndefined()
    const url = `${office.url}/tanya`
    const body = new URLSearchParams({ id: newId(), name: 'Lynx', question: 'Halo' }).toString()
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const elsewhere = { ...form, origin: 'https://jahat.example' }
    expect((await ask('POST', url, { headers: elsewhere, body })).status).toBe(403)
    expect((await ask('POST', url, { headers: form, body })).status).toBe(303)
  })

  it.each([
    ['no form', { 'content-type': 'application/json' }, '{}', 415],
    ['half a form', { 'content-type': 'multipart/form-data; boundary=x' }, '--x\r\nContent-Disp', 400],
  ])('answers %s with a page, and stores nothing', async (_name, headers, body, status) => {
    const answer = await ask<string>('POST', `${office.url}/tanya`, { headers, body })
    expect(answer.status).toBe(status)
    expect(textOf(answer.body)).toContain('Mohon kirim lagi')
  })
})

describe('the private page', () => {
  it('lets the citizen write on, and shows the answer, which only then is read', async () => {
    const path = await begin('Wayan')
    const ticket = await ticketOf('Wayan')
    const { body: answer } = await sari.reply(ticket?.id ?? 0, 'KRK selesai dalam tujuh hari.')
    expect(answer.channel).toBe('web')
    const state = async () => (await sari.messages(ticket?.id ?? 0))[1]?.delivery?.state
    await waitFor(async () => (await state()) === 'sent', 'the answer on the page')
    const shown = textOf((await page(path)).body)
    expect(shown).toContain('KRK selesai dalam tujuh hari.')
    expect(shown).toContain('Sudah dijawab')
    expect(await state()).toBe('read')
    const id = newId()
    const add = () => postForm(office.url + path, { id, question: 'Terima kasih. Biayanya?' })
    const twice = [await add(), await add()].map(({ headers }) => headers.get('location'))
    expect(twice).toEqual([`${path}#akhir`, `${path}#akhir`])
    const messages = await sari.messages(ticket?.id ?? 0)
    expect(messages.map(({ direction, channel }) => [direction, channel])).toEqual([
      ['inbound', 'web'],
      ['outbound', 'web'],
      ['inbound', 'web'],
    ])
    expect((await ticketOf('Wayan'))?.waiting).toBe(true)
  })

  it('never shows a note, and refuses an empty word', async () => {
    const path = await begin('Catat')
    await sari.request('POST', `/tickets/${(await ticketOf('Catat'))?.id}/notes`, { text: 'rahasia kantor' })
    expect((await page(path)).body).not.toContain('rahasia')
    expect((await postForm(office.url + path, { id: newId(), question: ' ' })).status).toBe(422)
  })

  it('opens to no other key, and to none once it is switched off', async () => {
    const path = await begin('Cabut')
    const other = await begin('Lain')
    const key = path.split('/')[3] ?? ''
    const wrong = [
      path.replace(key, other.split('/')[3] ?? ''),
      path.slice(0, -1),
      `${path}0`,
      '/tanya/26-99999/0000-0000-0000-0000-0000',
    ]
    for (const one of wrong) expect((await page(one)).status, one).toBe(404)
    expect((await page(path.replace(key, key.toUpperCase().replaceAll('-', '')))).status).toBe(200)
    expect(
      (await postForm(`${office.url + path}/cabut`, {}, { 'sec-fetch-site': 'cross-site' })).status,
    ).toBe(200)
    expect((await page(path)).status).toBe(200)
    await postForm(`${office.url + path}/cabut`, {})
    expect((await page(path)).status).toBe(404)
    expect((await postForm(office.url + path, { id: newId(), question: 'masih?' })).status).toBe(404)
  })

  it('says the same in English', async () => {
    const { headers } = await send({ name: 'Jane', question: 'How long does a KRK take?' }, {}, '?lang=en')
    const path = headers.get('location') ?? ''
    expect(path).toMatch(/\?lang=en$/)
    expect(textOf((await page(path)).body)).toContain('Waiting for an officer')
    expect((await ticketOf('Jane'))?.language).toBe('en')
  })
})

describe('with an address', () => {
  it('the answer goes there too, and what is written back joins the ticket', async () => {
    const path = await begin('Bima', { contact: 'Bima@Example.org' })
    expect(textOf((await page(path)).body)).toContain('b…@example.org')
    const ticket = await ticketOf('Bima')
    const { body } = await sari.reply(ticket?.id ?? 0, 'Tujuh hari.')
    expect(body.channel).toBe('email')
    const [mail] = await waitFor(
      async () => ((await mailsTo('bima@example.org'))[0] ? mailsTo('bima@example.org') : null),
      'the mail',
      10_000,
    )
    expect(mail?.text).toContain('Tujuh hari.')
    expect(textOf((await page(path)).body)).toContain('Tujuh hari.')
    const postman = createTransport({ host: '127.0.0.1', port: office.smtpPort, secure: false })
    await postman.sendMail({
      from: 'bima@example.org',
      to: 'tanya@dpmptsp.example',
      subject: `Re: ${mail?.subject}`,
      inReplyTo: mail?.messageId ?? '',
      text: 'Terima kasih banyak.',
    })
    const messages = await waitFor(async () => {
      const all = await sari.messages(ticket?.id ?? 0)
      return all.length === 3 && all
    }, 'the mail in the ticket')
    expect(messages[2]).toMatchObject({ channel: 'email', text: 'Terima kasih banyak.' })
  })
})

describe('tracking', () => {
  const track = (number: string, proof: string) => postForm(`${office.url}/lacak`, { number, proof })

  it('opens by number and code, or by the whole link', async () => {
    const path = await begin('Lacak')
    const [, , number = '', key = ''] = path.split('/')
    expect((await track(number, key)).headers.get('location')).toBe(path)
    expect((await track(`https://tanya.example${path}`, 'x')).headers.get('location')).toBe(path)
    expect((await track(number, '0000-0000-0000-0000-0000')).status).toBe(404)
  })

  it('sends the link to the address that asked, once, and tells nobody whether there is one', async () => {
    const path = await begin('Cari', { contact: 'cari@example.org' })
    const number = path.split('/')[2] ?? ''
    const answers = [
      await track(number, 'CARI@example.org'),
      await track(number, 'cari@example.org'),
      await track(number, 'orang.lain@example.org'),
      await track('26-99999', 'cari@example.org'),
    ]
    expect(new Set(answers.map(({ status, body }) => status + body)).size).toBe(1)
    expect(answers[0]?.body).not.toContain('cari@')
    const [mail] = await waitFor(
      async () => ((await mailsTo('cari@example.org'))[0] ? mailsTo('cari@example.org') : null),
      'the link',
      10_000,
    )
    expect(mail?.text).toContain(path)
    const notes = await waitFor(async () => {
      const all = await sari.messages((await ticketOf('Cari'))?.id ?? 0)
      return all.length > 1 ? all : null
    }, 'the note')
    expect(notes.map(({ direction }) => direction)).toEqual(['inbound', 'internal'])
    expect(JSON.stringify(notes)).not.toContain(path)
    expect(await mailsTo('cari@example.org')).toHaveLength(1)
    expect(await mailsTo('orang.lain@example.org')).toHaveLength(0)
  })

  it('sends few links to an address that was only typed, however many questions name it', async () => {
    for (let turn = 1; turn <= 6; turn++) {
      const path = await begin(`Korban ${turn}`, { contact: 'korban@example.org' })
      await track(path.split('/')[2] ?? '', 'korban@example.org')
    }
    await begin('Tetangga', { contact: 'tetangga@example.org' }).then((path) =>
      track(path.split('/')[2] ?? '', 'tetangga@example.org'),
    )
    await waitFor(async () => (await mailsTo('tetangga@example.org')).length > 0, 'the last link', 10_000)
    expect(await mailsTo('korban@example.org')).toHaveLength(5)
  })

  it('knows half a link for no fault of ours', async () => {
    for (const path of ['/tanya/26-00001/%', '/tanya/%ED%A0%80/x']) {
      const { status, body } = await page(path)
      expect(status).toBe(404)
      expect(body).toContain('action="/lacak')
    }
  })

  it('stops whoever guesses', async () => {
    for (let turn = 0; turn < 61; turn++) await page('/tanya/26-00001/1111-1111-1111-1111-1111')
    const path = await begin('Penebak')
    expect((await page(path)).status).toBe(404)
  })
})

it('explains what is done with data, in both languages', async () => {
  expect(textOf((await page('/privasi')).body)).toContain('Hak Anda')
  expect(textOf((await page('/privasi?lang=en')).body)).toContain('Your rights')
})

it('knows a number that no database takes for nobody’s, on PostgreSQL too', async () => {
  const database = await databases[1]!.create()
  const other = await openOffice({ DATABASE_URL: database.url })
  expect((await ask('GET', `${other.url}/tanya/26-%00/1111-1111-1111-1111-1111`)).status).toBe(404)
  await other.stop()
  await database.drop()
})

it('reads no form of more fields than any form has, and holds nobody up with it', async () => {
  const post = (type: string, body: string) =>
    ask('POST', `${office.url}/tanya`, { headers: { 'content-type': type }, body })
  const part = '--b\r\nContent-Disposition: form-data; name="files"; filename="a"\r\n\r\n\r\n'
  const many = [
    await post('multipart/form-data; boundary=b', part.repeat(201) + '--b--\r\n'),
    await post('Multipart/Form-Data; Boundary="\\b"', part.repeat(201) + '--b--\r\n'),
    await post('application/x-www-form-urlencoded', 'a&'.repeat(201)),
  ]
  expect(many.map(({ status }) => status)).toEqual([400, 400, 400])
  const some = await post('multipart/form-data; boundary=b', part.repeat(60) + '--b--\r\n')
  expect(some).toMatchObject({ status: 422 })
})

it('is slowed when far too much is sent, with the words kept', async () => {
  const slow = await openOffice({ CHAT_STARTS_PER_MINUTE: '2' })
  const url = `${slow.url}/tanya`
  const fields = { name: 'Cepat', question: 'lagi dan lagi' }
  const answers = []
  for (let turn = 0; turn < 3; turn++) answers.push(await postForm(url, { id: newId(), ...fields }))
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 429])
  expect(answers[2]?.body).toContain('lagi dan lagi</textarea>')
  expect(answers[2]?.body).toContain('Terlalu banyak kiriman dari jaringan Anda.')
  const { body } = await postForm(`${url}?lang=en`, { id: newId(), ...fields })
  expect(body).toContain('Too much was sent from your network.')
  await slow.stop()
})
