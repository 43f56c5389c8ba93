/** Files: to the citizen in a chat, and when they are gone from the disk. */
import { readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attachment } from '../../server/wire/attachment.ts'
import type { Message } from '../../server/wire/message.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { startChat, type Started } from './_cast.ts'

let office: Office
let sari: Client
let chat: Started
beforeAll(async () => {
  office = await openOffice({ LOG_LEVEL: 'silent' })
  sari = await office.signIn()
  chat = await startChat(office, { text: 'Mohon formulirnya' })
})
afterAll(() => office.stop())

async function upload(content: string, filename: string): Promise<Attachment> {
  const response = await fetch(`${office.url}/api/v1/attachments?filename=${filename}`, {
    method: 'POST',
    headers: { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken },
    body: content,
  })
  return (await response.json()) as Attachment
}

/** The file of an answer, as the citizen's window was told of it. */
async function answeredWith(content: string, filename: string): Promise<Attachment> {
  const { id } = await upload(content, filename)
  await sari.reply(chat.ticketId, filename, { attachments: [id] })
  const heard = await chat.window.until<Message>('message', ({ text }) => text === filename)
  const [file] = heard.attachments
  if (!file) throw new Error('no file')
  return file
}

describe('a file in a chat', () => {
  it('opens for its citizen, as a download and nothing else', async () => {
    const file = await answeredWith('<script>alert(1)</script>', 'formulir.html')
    const response = await fetch(office.url + file.url)
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('<script>alert(1)</script>')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename=formulir.html')
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('opens from what a window that comes back is told as well', async () => {
    await answeredWith('isi', 'lagi.txt')
    const back = await office.chat({ token: chat.token, afterSeq: 0 })
    const { messages } = await back.until<{ messages: Message[] }>('sync')
    const files = messages.flatMap(({ attachments }) => attachments)
    expect(files.length).toBeGreaterThan(0)
    for (const { url } of files) expect((await fetch(office.url + url)).status).toBe(200)
  })

  it('opens for nobody else: another file, another time, another signature', async () => {
    const { url, id } = await answeredWith('rahasia', 'rahasia.txt')
    const [path, query] = url.split('?')
    const signed = new URLSearchParams(query)
    const expires = Number(signed.get('expires'))
    expect(expires - Date.now()).toBeLessThan(25 * 3600_000)
    for (const [wrong, status] of [
      [`${path}`, 400],
      [`${path}?expires=${expires + 1}&signature=${signed.get('signature')}`, 403],
      [`${path}?expires=${expires}&signature=x`, 403],
      [`/api/v1/chat/attachments/${id - 1}?${query}`, 403],
      [`/api/v1/attachments/${id}?${query}`, 401],
    ] as const) {
      expect((await fetch(office.url + wrong)).status, wrong).toBe(status)
    }
  })
})

describe('a file', () => {
  it('that is gone from the disk is a problem, not half an answer', async () => {
    const { id } = await upload('akan hilang', 'hilang.txt')
    const dir = join(office.dataDir, 'attachments')
    for (const name of readdirSync(dir)) rmSync(join(dir, name), { recursive: true })
    const answer = await sari.request<{ status: number }>('GET', `/attachments/${id}`)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('that is too large is refused on a line that is then closed', async () => {
    const socket = connect(Number(new URL(office.url).port), '127.0.0.1')
    const said = new Promise<string>((resolve) => {
      let all = ''
      socket.on('data', (chunk) => (all += chunk.toString()))
      socket.on('error', () => {})
      socket.on('close', () => resolve(all))
    })
    socket.write(
      [
        'POST /api/v1/attachments?filename=besar.bin HTTP/1.1',
        'Host: kantor',
        `Cookie: ${sari.cookie}`,
        `X-CSRF-Token: ${sari.csrfToken}`,
        `Content-Length: ${21 * 1024 * 1024}`,
        '',
        '',
      ].join('\r\n'),
    )
    socket.write(Buffer.alloc(21 * 1024 * 1024))
    expect(await said).toMatch(/^HTTP\/1\.1 413[^]*\r\nConnection: close\r\n/)
  })
})
