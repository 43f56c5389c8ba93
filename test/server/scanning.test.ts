/** Files that clamd looks at. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { createFiles } from '../../server/desk/files.ts'
import { createScanning } from '../../server/desk/scanning/scanning.ts'
import type { Attachment } from '../../server/wire/attachment.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Problem } from '../../server/wire/problem.ts'
import { eicar, startClamd, type Clamd } from '../_clamd.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { mailbox, sendMail, startChat, ticketAbout } from './_cast.ts'

let clamd: Clamd
let office: Office
let sari: Client

beforeAll(async () => {
  clamd = await startClamd()
  office = await openOffice({
    CLAMD_URL: clamd.url,
    MAIL_ADDRESS: mailbox,
    LOG_LEVEL: 'silent',
  })
  sari = await office.signIn()
})
afterAll(async () => {
  await office.stop()
  clamd.stop()
})

async function upload(content: string | Buffer): Promise<Attachment> {
  const response = await fetch(`${office.url}/api/v1/attachments?filename=a.txt`, {
    method: 'POST',
    headers: { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken },
    body: new Uint8Array(Buffer.from(content)),
  })
  expect(response.status).toBe(201)
  return (await response.json()) as Attachment
}
const fetched = (file: Attachment) => fetch(office.url + file.url, { headers: { cookie: sari.cookie } })

it('hands a clean file out, and looks at the same content once', async () => {
  const content = Buffer.alloc(200_000, 'bersih ')
  const file = await upload(content)
  await waitFor(() => clamd.scans === 1, 'the first look')
  expect(Buffer.from(await (await fetched(file)).arrayBuffer())).toEqual(content)
  expect((await fetched(await upload(content))).status).toBe(200)
  expect(clamd.scans).toBe(1)
})

it('hands an infected one out to nobody, and says what was found', async () => {
  const response = await fetched(await upload(`${eicar}\n`))
  expect(response.status).toBe(403)
  expect(((await response.json()) as Problem).detail).toContain('Eicar-Test-Signature')
})

it('looks at what is on the disk: the bytes that were handed in may be given back meanwhile', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tanya-scanning-'))
  const db = openDb(`sqlite:${join(dir, 'tanya.db')}`)
  await migrateToLatestOrThrow(db)
  const seen: string[] = []
  const scanning = createScanning({
    db,
    log: pino({ level: 'silent' }),
    attachments: createFiles(join(dir, 'files')),
    async scan(content) {
      seen.push(content.toString())
      return { found: null }
    },
  })
  const content = Buffer.allocUnsafeSlow(9_000).fill('x')
  await scanning.files.keep(content)
  content.buffer.transfer(0)
  await scanning.settled()
  expect(seen).toEqual(['x'.repeat(9_000)])
  await db.close()
  rmSync(dir, { recursive: true })
})

it('hands out nothing unseen while the scanner is away, loses no file, and looks later', async () => {
  clamd.isOut = true
  const file = await upload('datang saat pemindai mati')
  expect((await fetched(file)).status).toBe(503)
  clamd.isOut = false
  expect((await fetched(file)).status).toBe(200)
})

it('takes no infected file into an answer', async () => {
  const { ticketId } = await startChat(office, { text: 'kirim berkas' })
  const file = await upload(`${eicar}\n`)
  const { status, body } = await sari.reply(ticketId, 'Ini berkasnya.', { attachments: [file.id] })
  expect(status).toBe(422)
  expect((body as unknown as Problem).detail).toContain('a.txt')
})

it('sends no mail with a file that turns out to be infected, and says why', async () => {
  await sendMail(office.smtpPort, { from: 'rina@example.org', subject: 'Minta formulir', text: 'Minta ya.' })
  const ticket = await ticketAbout(sari, 'Minta formulir')
  clamd.isOut = true
  const file = await upload(`${eicar}\nlain`)
  expect((await sari.reply(ticket.id, 'Terlampir.', { attachments: [file.id] })).status).toBe(201)
  const answer = () => sari.messages(ticket.id).then((all) => all.find(({ text }) => text === 'Terlampir.'))
  await waitFor(async () => (await answer())?.delivery?.error?.includes('pemindai'), 'a scanner that is away')
  clamd.isOut = false
  // It tries again by itself after ten seconds.
  await waitFor(async () => (await answer())?.delivery?.state === 'failed', 'the refusal', 25_000)
  expect((await answer())?.delivery?.error).toContain('mengandung virus')
})

it('marks an infected file on screens that show it already', async () => {
  const { ticketId, window } = await startChat(office, { text: 'ini berkas saya' })
  const desk = await office.desk(sari)
  clamd.isOut = true
  const file = await upload(`${eicar}\nketiga`)
  await sari.reply(ticketId, 'Berkas.', { attachments: [file.id] })
  await window.until<Message>('message', ({ attachments }) => attachments.length === 1)
  clamd.isOut = false
  expect((await fetched(file)).status).toBe(403)
  const { message } = await desk.until<{ message: Message }>(
    'message:changed',
    (one) => one.message.attachments[0]?.infected !== undefined,
  )
  expect(message.attachments[0]?.infected).toBe('Eicar-Test-Signature')
})

it('locks what a citizen sends in the chat: the officer is told, and nobody opens it', async () => {
  const { window, token, ticketId } = await startChat(office, { text: 'ini KTP saya' })
  const handed = await fetch(`${office.url}/api/v1/chat/attachments?filename=ktp.pdf`, {
    method: 'POST',
    headers: { 'x-chat-token': token, 'content-type': 'application/octet-stream' },
    body: `%PDF-1.4\n${eicar}\n%%EOF`,
  })
  const { id } = (await handed.json()) as Attachment
  const sent = await window.send<{ message: Message }>('message', {
    ...{ clientId: crypto.randomUUID(), text: 'ini', attachments: [id] },
  })
  expect(sent.ok).toBe(true)
  const file = await waitFor(async () => {
    const [one] = (await sari.messages(ticketId)).at(-1)?.attachments ?? []
    return one?.infected === undefined ? null : one
  }, 'the mark')
  expect(file).toMatchObject({ infected: 'Eicar-Test-Signature' })
  expect((await fetched(file)).status).toBe(403)
  const own = sent.ok ? sent.message.attachments[0]?.url : ''
  expect((await fetch(office.url + own)).status).toBe(403)
})
