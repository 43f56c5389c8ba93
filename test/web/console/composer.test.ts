import { afterEach, describe, expect, it } from 'vitest'
import type { Message } from '../../../server/wire/message.ts'
import { createStorage } from '../../../web/shared/storage.ts'
import { createComposer } from '../../../web/console/store/composer.ts'
import { createDrafts } from '../../../web/console/store/drafts.ts'
import { createOutgoing } from '../../../web/console/store/outgoing.ts'
import { createThread } from '../../../web/console/store/thread.ts'
import { aMessage, aTicket } from './_cast.ts'
import { createMemoryStorage } from './_memory-storage.ts'
import { openOffice, sendJson, type Office } from './_office.ts'

const agentId = 7
let office: Office | undefined
afterEach(() => office?.close())

describe('the composer', () => {
  it('shows a reply at once, stores it and empties the draft', async () => {
    const { composer, drafts, thread, outgoing } = await sitDown((body) => ({
      status: 201,
      body: stored(2, body),
    }))
    composer.answers.insert('sip-dokter/syarat', 'Syaratnya KTP.')
    const sending = composer.send()
    expect(outgoing.items.value).toMatchObject([{ text: 'Syaratnya KTP.', state: 'posting' }])
    await sending
    expect(outgoing.items.value).toEqual([])
    expect(thread.messages.value.map(({ id }) => id)).toEqual([1, 2])
    expect(drafts.of(1, 'reply').value.text).toBe('')
    expect(replies()[0]).toMatchObject({ answer: 'sip-dokter/syarat', lastSeenMessageId: 1, undo: true })
  })

  it('holds back a reply with an unfilled slot', async () => {
    const { composer } = await sitDown(() => ({ status: 201, body: {} }))
    composer.write('Nomor [[nomor berkas]]')
    await composer.send()
    expect(composer.trouble.value).toEqual({ kind: 'slots' })
    expect(composer.cursor.wanted.value).toEqual({ start: 6, end: 22 })
    expect(replies()).toEqual([])
    composer.write('Nomor 123')
    expect(composer.trouble.value).toBeNull()
  })

  it('gives the text back on 409 and names the newer message, then sends once that is looked at', async () => {
    const thread = [aMessage(1)]
    const desk = await sitDown((body) => {
      if (body.lastSeenMessageId === 1) {
        thread.push(aMessage(2))
        return { status: 409, body: { title: 'newer message' } }
      }
      return { status: 201, body: stored(3, body) }
    }, thread)
    desk.composer.write('Berlaku 5 tahun.')
    await desk.composer.send()
    expect(desk.composer.trouble.value).toEqual({ kind: 'conflict' })
    expect(desk.composer.newer.value.map(({ id }) => id)).toEqual([2])
    expect(desk.drafts.of(1, 'reply').value.text).toBe('Berlaku 5 tahun.')
    desk.composer.acknowledge()
    await desk.composer.send()
    expect(desk.composer.trouble.value).toBeNull()
    expect(replies().map((reply) => reply.lastSeenMessageId)).toEqual([1, 2])
  })

  it('does not take a colleague’s answer for seen that came in while the reply was being written', async () => {
    const { composer, thread } = await sitDown((body) => ({ status: 201, body: stored(9, body) }))
    composer.write('Biayanya')
    thread.applyMessage(
      aMessage(2, { direction: 'outbound', author: { kind: 'agent', id: 8, name: 'Rina' } }),
    )
    expect(composer.newer.value.map(({ id }) => id)).toEqual([2])
    composer.write('Biayanya Rp0.')
    expect(await composer.send()).toBe(false)
    expect(replies()).toEqual([])
    composer.acknowledge()
    expect(composer.newer.value).toEqual([])
    expect(await composer.send()).toBe(true)
    expect(replies()[0]).toMatchObject({ lastSeenMessageId: 2 })
  })

  it('sends two quick replies in turn, so that the second does not conflict with the first', async () => {
    let id = 1
    const { composer } = await sitDown((body) => ({ status: 201, body: stored(++id, body) }))
    composer.write('Satu')
    const first = composer.send()
    composer.write('Dua')
    await Promise.all([first, composer.send()])
    expect(replies().map(({ text, lastSeenMessageId }) => [text, lastSeenMessageId])).toEqual([
      ['Satu', 1],
      ['Dua', 2],
    ])
  })

  it('names as seen only messages of the ticket it answers', async () => {
    const { composer, thread } = await sitDown((body) => ({ status: 201, body: stored(50, body) }))
    composer.write('Satu')
    await composer.send()
    await thread.open(2)
    composer.write('Dua')
    await composer.send()
    expect(replies().map((reply) => reply.lastSeenMessageId)).toEqual([1, 3])
  })

  it('keeps a reply whose line broke, also over a closed window, and sends it again as the same', async () => {
    let isBroken = true
    const desk = await sitDown((body) => (isBroken ? null : { status: 201, body: stored(2, body) }))
    desk.composer.write('Mohon ditunggu.')
    await desk.composer.send()
    expect(desk.outgoing.items.value).toMatchObject([{ text: 'Mohon ditunggu.', state: 'unsent' }])
    const reopened = createOutgoing(desk.api, desk.storage, agentId)
    expect(reopened.items.value).toMatchObject([{ text: 'Mohon ditunggu.', state: 'unsent' }])
    isBroken = false
    await desk.composer.resend(desk.outgoing.items.value[0]!.clientId)
    const [one, other] = replies()
    expect(other!.clientId).toBe(one!.clientId)
    expect(desk.outgoing.items.value).toEqual([])
  })

  it('sends again by itself, once, what the line broke', async () => {
    let isBroken = true
    const desk = await sitDown((body) => (isBroken ? null : { status: 201, body: stored(2, body) }))
    desk.composer.write('Mohon ditunggu.')
    await desk.composer.send()
    await desk.composer.resendBroken()
    await desk.composer.resendBroken()
    expect(replies()).toHaveLength(2)
    expect(desk.outgoing.items.value).toMatchObject([{ state: 'unsent' }])
    desk.composer.write('Sudah kami cek.')
    await desk.composer.send()
    isBroken = false
    await desk.composer.resendBroken()
    expect(desk.outgoing.items.value).toMatchObject([{ text: 'Mohon ditunggu.' }])
  })

  it('names the time and the state that follow, and brings the words back when the time will not do', async () => {
    const problem = { title: 'x', errors: [{ path: 'sendAt', message: 'This time is past.' }] }
    const { composer, drafts } = await sitDown(() => ({ status: 422, body: problem }))
    composer.write('Besok kami kabari.')
    const sendAt = '2026-11-30T01:00:00.000Z'
    expect(await composer.send({ sendAt, thenStatus: 'pending' })).toBe(false)
    expect(replies()[0]).toMatchObject({ sendAt, thenStatus: 'pending' })
    expect(replies()[0]).not.toHaveProperty('undo')
    expect(composer.trouble.value).toEqual({ kind: 'badTime' })
    expect(drafts.of(1, 'reply').value.text).toBe('Besok kami kabari.')
  })

  it('names the files of a reply', async () => {
    const { composer, drafts } = await sitDown((body) => ({ status: 201, body: stored(2, body) }))
    const file = {
      id: 4,
      filename: 'surat.pdf',
      contentType: 'application/pdf',
      size: 9,
      inline: false,
      contentId: null,
      url: '/x',
    }
    drafts.change(1, 'reply', { attachments: [file] })
    composer.write('Terlampir.')
    await composer.send()
    expect(replies()[0]).toMatchObject({ attachments: [4] })
    expect(drafts.of(1, 'reply').value.attachments).toEqual([])
  })

  it('keeps drafts of two agents on one computer apart', () => {
    const browser = createMemoryStorage()
    const storage = createStorage(() => browser)
    createDrafts(storage, 1).change(5, 'reply', { text: 'rahasia' })
    expect(createDrafts(storage, 2).of(5, 'reply').value.text).toBe('')
    expect(createDrafts(storage, 1).of(5, 'reply').value.text).toBe('rahasia')
  })
})

function replies(): Record<string, unknown>[] {
  return office!.received.filter(({ path }) => path.endsWith('/replies')).map(({ body }) => body)
}

function stored(id: number, { text, clientId }: Record<string, unknown>): Message {
  const delivery = { state: 'queued', error: null, note: null } as const
  return aMessage(id, { text: String(text), clientId: String(clientId), direction: 'outbound', delivery })
}

type Reply = { status: number; body: object } | null

/** An agent at the desk with ticket 1 open; `reply` says what becomes of each reply, null breaks the line. */
async function sitDown(reply: (body: Record<string, unknown>) => Reply, messages = [aMessage(1)]) {
  office = await openOffice((request, response, body) => {
    if (request.method === 'GET' && request.url === '/api/v1/tickets/1')
      return sendJson(response, 200, aTicket(1, 1))
    if (request.method === 'GET' && request.url === '/api/v1/tickets/2')
      return sendJson(response, 200, aTicket(2, 1))
    if (request.method === 'GET' && request.url?.startsWith('/api/v1/tickets/2/'))
      return sendJson(response, 200, { items: [aMessage(3, { ticketId: 2 })], nextCursor: null })
    if (request.method === 'GET') return sendJson(response, 200, { items: messages, nextCursor: null })
    const answer = reply(body)
    if (answer === null) request.socket.destroy()
    else sendJson(response, answer.status, answer.body)
  })
  const { api } = office
  const browser = createMemoryStorage()
  const storage = createStorage(() => browser)
  const thread = createThread(api)
  const drafts = createDrafts(storage, agentId)
  const outgoing = createOutgoing(api, storage, agentId)
  const composer = createComposer({
    ...{ api, agentId, drafts, outgoing, thread },
    isUploading: () => false,
    ways: { isHindered: () => false, templateText: () => null },
    onReplaced: () => undefined,
    onStored: () => undefined,
  })
  await thread.open(1)
  return { api, storage, thread, drafts, outgoing, composer }
}
