/** Files from the chat window, the key taken back, and the transcript by mail. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { ask, expectProblem } from './_ask.ts'
import { png } from './_form.ts'

let office: Office
let sari: Client
beforeAll(async () => {
  office = await openOffice({ MAIL_ADDRESS: 'tanya@dpmptsp.example' })
  sari = await office.signIn()
})
afterAll(() => office.stop())

const newId = () => crypto.randomUUID()

async function begin(more = {}) {
  const window = await office.chat()
  const ack = await window.send<{ token: string; message: Message }>('start', {
    clientId: newId(),
    name: 'Foto',
    text: 'halo',
    ...more,
  })
  if (!ack.ok) throw new Error(ack.error.message)
  return { window, token: ack.token, ticketId: ack.message.ticketId }
}
const handIn = (token: string, content: Uint8Array<ArrayBuffer> | string, filename = 'ktp.png') =>
  ask<{ id: number; contentType: string }>(
    'POST',
    `${office.url}/api/v1/chat/attachments?filename=${filename}`,
    {
      headers: { 'x-chat-token': token, 'content-type': 'application/octet-stream' },
      body: content,
    },
  )

describe('a file from the chat window', () => {
  it('is handed in by the chat’s key, and sent with or without words', async () => {
    const { window, token, ticketId } = await begin()
    const { status, body } = await handIn(token, png, 'ktp.exe')
    expect([status, body.contentType]).toEqual([201, 'image/png'])
    const ack = await window.send<{ message: Message }>('message', {
      clientId: newId(),
      text: '',
      attachments: [body.id],
    })
    const sent = ack.ok ? ack.message.attachments : []
    expect(sent).toMatchObject([{ filename: 'ktp.exe.png', contentType: 'image/png', size: png.length }])
    const seen = await fetch(new URL(sent[0]?.url ?? '', office.url))
    expect(new Uint8Array(await seen.arrayBuffer())).toEqual(png)
    expect((await sari.messages(ticketId)).at(-1)?.attachments).toHaveLength(1)
    const again = await window.send('message', { clientId: newId(), text: 'lagi', attachments: [body.id] })
    expect(again).toMatchObject({ ok: false, error: { code: 'invalid' } })
    expect(await sari.messages(ticketId)).toHaveLength(2)
  })

  it('is kept under a name that says what it is, however its sender called it', async () => {
    const { token } = await begin()
    const names = { 'KTP.PNG': 'KTP.PNG', foto: 'foto.png', 'foto\u202egnp.hta': 'fotognp.hta.png' }
    for (const [given, kept] of Object.entries(names))
      expect((await handIn(token, png, encodeURIComponent(given))).body).toMatchObject({ filename: kept })
  })

  it('sent again after a lost acknowledgement is one message', async () => {
    const { window, token, ticketId } = await begin()
    const { body } = await handIn(token, png)
    const message = { clientId: newId(), text: 'ini fotonya', attachments: [body.id] }
    const say = () => window.send<{ message: Message }>('message', message)
    const [first, second] = [await say(), await say()]
    expect([first, second].map((ack) => ack.ok && ack.message.id)).toEqual([
      expect.any(Number),
      first.ok && first.message.id,
    ])
    expect(await sari.messages(ticketId)).toHaveLength(2)
  })

  it.each([
    ['a text', 'halo', 422],
    ['nothing', '', 422],
    ['a program named a picture', '#!/bin/sh\necho', 422],
    ['eleven megabytes', new Uint8Array(11 * 1024 * 1024), 413],
  ])('is refused when it is %s', async (_name, content, status) => {
    const { token } = await begin()
    expectProblem(await handIn(token, content), status)
  })

  it('is refused without a key, and in another’s chat', async () => {
    expectProblem(await handIn('1.x', png), 403)
    const [one, other] = [await begin(), await begin()]
    const { body } = await handIn(one.token, png)
    const ack = await other.window.send('message', {
      clientId: newId(),
      text: 'punya siapa?',
      attachments: [body.id],
    })
    expect(ack).toMatchObject({ ok: false, error: { code: 'invalid' } })
  })
})

it('opens to no key that was taken back, and puts every window out', async () => {
  const { window, token } = await begin()
  const other = await office.chat({ token })
  const isOut = new Promise((done) => other.socket.once('disconnect', done))
  expect(await window.send('revoke', {})).toEqual({ ok: true })
  await isOut
  await expect(office.chat({ token })).rejects.toMatchObject({ data: { code: 'unauthorized' } })
  expectProblem(await handIn(token, png), 403)
})

it('goes by mail to the address that was given, once, and nowhere without one', async () => {
  const { window, ticketId } = await begin({ email: 'salin@example.org' })
  await sari.reply(ticketId, 'Halo juga.')
  expect(await window.send('transcript', {})).toEqual({ ok: true })
  expect(await window.send('transcript', {})).toMatchObject({ error: { code: 'rate-limited' } })
  const mail = await waitFor(async () => {
    const dir = join(office.dataDir, 'outgoing')
    const all = await Promise.all(readdirSync(dir).map((name) => simpleParser(readFileSync(join(dir, name)))))
    return all.find(({ to }) => [to].flat()[0]?.text.includes('salin@example.org'))
  }, 'the transcript')
  expect(mail.text).toMatch(/^Anda, .*:\nhalo\n\n.+, .*:\nHalo juga\./)
  const silent = await begin()
  expect(await silent.window.send('transcript', {})).toMatchObject({ error: { code: 'invalid' } })
})

it('fills nobody’s mailbox: some transcripts an hour go to an address that was only typed, and some leave one network', async () => {
  const ask = async (email: string) => (await begin({ email })).window.send('transcript', {})
  const refused = { ok: false, error: { code: 'rate-limited' } }
  for (let turn = 0; turn < 5; turn++) expect(await ask('korban@example.org')).toEqual({ ok: true })
  expect(await ask('korban@example.org')).toMatchObject(refused)
  for (let turn = 0; turn < 20; turn++) await ask(`korban-${turn}@example.org`)
  expect(await ask('korban-lain@example.org')).toMatchObject(refused)
})
