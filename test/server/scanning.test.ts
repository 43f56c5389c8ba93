/** Files that clamd looks at; here it is a server that speaks clamd's INSTREAM and knows the EICAR test file alone. */
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Attachment } from '../../server/wire/attachment.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Problem } from '../../server/wire/problem.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { mailbox, sendMail, startChat, ticketAbout } from './_cast.ts'

/** https://www.eicar.org/download-anti-malware-testfile/, in two halves: a scanner must not find this file. */
const eicar = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'

let clamd: Server
let scans = 0
let isOut = false
let office: Office
let sari: Client

beforeAll(async () => {
  clamd = createServer((socket) => {
    if (isOut) return socket.destroy()
    let stream = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      stream = Buffer.concat([stream, chunk])
      const content = contentOf(stream)
      if (!content) return
      scans++
      socket.end(content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
    })
  })
  await new Promise<void>((done) => clamd.listen(0, '127.0.0.1', done))
  const { port } = clamd.address() as AddressInfo
  office = await openOffice({
    CLAMD_URL: `tcp://127.0.0.1:${port}`,
    MAIL_ADDRESS: mailbox,
    LOG_LEVEL: 'silent',
  })
  sari = await office.signIn()
})
afterAll(async () => {
  await office.stop()
  clamd.close()
})

/** The pieces joined, once the empty one has come; null before. */
function contentOf(stream: Buffer): Buffer | null {
  const command = 'zINSTREAM\0'
  if (stream.length < command.length || stream.toString('latin1', 0, command.length) !== command) return null
  const chunks: Buffer[] = []
  for (let at = command.length; at + 4 <= stream.length;) {
    const length = stream.readUInt32BE(at)
    if (length === 0) return Buffer.concat(chunks)
    chunks.push(stream.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
  return null
}

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
  await waitFor(() => scans === 1, 'the first look')
  expect(Buffer.from(await (await fetched(file)).arrayBuffer())).toEqual(content)
  expect((await fetched(await upload(content))).status).toBe(200)
  expect(scans).toBe(1)
})

it('hands an infected one out to nobody, and says what was found', async () => {
  const response = await fetched(await upload(`${eicar}\n`))
  expect(response.status).toBe(403)
  expect(((await response.json()) as Problem).detail).toContain('Eicar-Test-Signature')
})

it('hands out nothing unseen while the scanner is away, loses no file, and looks later', async () => {
  isOut = true
  const file = await upload('datang saat pemindai mati')
  expect((await fetched(file)).status).toBe(503)
  isOut = false
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
  isOut = true
  const file = await upload(`${eicar}\nlain`)
  expect((await sari.reply(ticket.id, 'Terlampir.', { attachments: [file.id] })).status).toBe(201)
  const answer = () => sari.messages(ticket.id).then((all) => all.find(({ text }) => text === 'Terlampir.'))
  await waitFor(async () => (await answer())?.delivery?.error?.includes('pemindai'), 'a scanner that is away')
  isOut = false
  // It tries again by itself after ten seconds.
  await waitFor(async () => (await answer())?.delivery?.state === 'failed', 'the refusal', 25_000)
  expect((await answer())?.delivery?.error).toContain('mengandung virus')
})

it('marks an infected file on screens that show it already', async () => {
  const { ticketId, window } = await startChat(office, { text: 'ini berkas saya' })
  const desk = await office.desk(sari)
  isOut = true
  const file = await upload(`${eicar}\nketiga`)
  await sari.reply(ticketId, 'Berkas.', { attachments: [file.id] })
  await window.until<Message>('message', ({ attachments }) => attachments.length === 1)
  isOut = false
  expect((await fetched(file)).status).toBe(403)
  const { message } = await desk.until<{ message: Message }>(
    'message:changed',
    (one) => one.message.attachments[0]?.infected !== undefined,
  )
  expect(message.attachments[0]?.infected).toBe('Eicar-Test-Signature')
})
