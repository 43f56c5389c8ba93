import { findMessages } from '../../db/messages.ts'
import { listMessages } from '../../db/threads.ts'
import type { Db } from '../../db/index.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TakeBack } from '../desk/later/take-back.ts'
import type { Note } from '../desk/note.ts'
import { presentMessages } from '../desk/present/messages.ts'
import type { Reply } from '../desk/reply.ts'
import type { Tickets } from '../desk/tickets.ts'
import { notFound, TanyaError } from '../errors.ts'
import { agentOf, idOf, route, type Route } from '../route.ts'
import { Message } from '../wire/message.ts'
import { page, PageQuery } from '../wire/page.ts'
import { MessagePatch, NewNote, NewReply, TakenBack } from '../wire/reply.ts'

export function messageRoutes(deps: {
  db: Db
  tickets: Tickets
  reply: Reply
  note: Note
  later: TakeBack
}): Route[] {
  const { db, tickets, reply, note, later } = deps
  /** Read again after commit, so that the answer carries what stands in the database. */
  const present = async (row: MessageRow) =>
    (await presentMessages(db.read, await findMessages(db.read, [row.id])))[0]

  return [
    route({
      method: 'get',
      path: '/tickets/{id}/messages',
      access: 'agent',
      summary: 'The thread in order, with delivery states',
      query: PageQuery,
      responses: { 200: page(Message) },
      async handle(call) {
        const ticket = await tickets.find(agentOf(call), idOf(call))
        const { limit, cursor } = call.query
        const rows = await listMessages(db.read, ticket.id, { afterSeq: seqOf(cursor), limit: limit + 1 })
        const items = rows.slice(0, limit)
        const nextCursor = rows.length > limit ? String(items.at(-1)?.seq) : null
        return { status: 200, body: { items: await presentMessages(db.read, items), nextCursor } }
      },
    }),
    route({
      method: 'get',
      path: '/messages/{id}',
      access: 'agent',
      summary: 'One message whole, where a socket event said truncated',
      responses: { 200: Message },
      async handle(call) {
        const id = idOf(call)
        const [message] = await presentMessages(db.read, await findMessages(db.read, [id]))
        if (!message) throw notFound('message')
        await tickets.find(agentOf(call), message.ticketId)
        return { status: 200, body: message }
      },
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/replies',
      access: 'agent',
      summary: 'Answer by the channel the citizen used, or another',
      body: NewReply,
      responses: { 201: Message, 200: Message },
      async handle(call) {
        const { message, isNew } = await reply.reply(agentOf(call), idOf(call), call.body)
        return { status: isNew ? 201 : 200, body: await present(message) }
      },
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/notes',
      access: 'agent',
      summary: 'An internal note; never sent',
      body: NewNote,
      responses: { 201: Message },
      handle: async (call) => ({
        status: 201,
        body: await present(await note(agentOf(call), idOf(call), call.body.text)),
      }),
    }),
    route({
      method: 'patch',
      path: '/messages/{id}',
      access: 'agent',
      summary: 'Give an answer that was put off another time',
      body: MessagePatch,
      responses: { 200: Message },
      handle: async (call) => ({
        status: 200,
        body: await present(await later.move(agentOf(call), idOf(call), call.body.sendAt)),
      }),
    }),
    route({
      method: 'post',
      path: '/messages/{id}/cancel',
      access: 'agent',
      summary: 'Take back an answer that is not on its way yet; its words and files go on as a draft',
      responses: { 200: TakenBack },
      async handle(call) {
        const { message, draft } = await later.takeBack(agentOf(call), idOf(call))
        return { status: 200, body: { message: await present(message), draft } }
      },
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/messages/{messageId}/retry',
      access: 'agent',
      summary: 'Send once more what failed or is uncertain',
      responses: { 200: Message },
      handle: async (call) => ({
        status: 200,
        body: await present(await reply.retry(idOf(call), idOf(call, 'messageId'))),
      }),
    }),
  ]
}

function seqOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (!/^\d{1,9}$/.test(cursor)) throw new TanyaError('bad-request', 'cursor is not one of ours.')
  return Number(cursor)
}
