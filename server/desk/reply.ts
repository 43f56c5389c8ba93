/**
 * Answering. A reply is a message and an outbox row in one transaction: the screen shows it as queued
 * at once, and whatever happens afterwards, it is either sent or visibly not.
 */
import { claimAttachments } from '../../db/attachments.ts'
import { findMessage, findReplyByClientId } from '../../db/messages.ts'
import type { Db, Tx } from '../../db/index.ts'
import { insertMessageAnswers } from '../../db/message-answers.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findTicket } from '../../db/tickets.ts'
import { invalidField, notFound, TanyaError } from '../errors.ts'
import type { NewReply } from '../wire/reply.ts'
import { answered, takenBy } from './answered.ts'
import { setDelivery } from './delivery.ts'
import { nameForCitizens } from './name-for-citizens.ts'
import { putOff } from './later/put-off.ts'
import { whenToGo } from './later/when.ts'
import { queueMessage } from './queue-message.ts'
import { createReplyDraft, type ReplyDraftDeps } from './reply-draft.ts'
import { refuseKnownInfected } from './scanning/outgoing-files.ts'
import { keptParts } from './texts/parts.ts'
import { refuseHindered } from './texts/reply-by-text.ts'
import { appendMessage } from './thread.ts'

export interface ReplyDeps extends ReplyDraftDeps {
  db: Db
  /** Right-hand side of the Message-IDs we make. */
  mailDomain: string
  /** For so long an answer can be undone, in milliseconds; 0: never. */
  undoMs: number
  onQueued: () => void
  onPutOff: () => void
  /** After commit, once for each reply, with the ticket as it was before. */
  onReplied: (message: MessageRow, before: TicketRow) => void
}

export function createReply(deps: ReplyDeps) {
  const { db, mailDomain } = deps
  const { draft, recipientOf } = createReplyDraft(deps)

  /**
   * Writes a reply. `isNew` is false when this clientId was here before. Throws `not-found`, `conflict` (a newer
   * message than `lastSeenMessageId`), `invalid` (an unfilled slot, no way to reach the contact).
   */
  async function reply(
    agent: AgentRow,
    ticketId: number,
    request: NewReply,
  ): Promise<{ message: MessageRow; isNew: boolean }> {
    const result = await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      const before = await findReplyByClientId(tx, ticketId, request.clientId)
      if (before) return { message: before, ticket, isNew: false }
      return { message: await write(tx, agent, ticket, request), ticket, isNew: true }
    })
    if (!result.isNew) return result
    if (result.message.direction === 'internal') deps.onPutOff()
    else {
      deps.onQueued()
      deps.onReplied(result.message, result.ticket)
    }
    return result
  }

  async function write(tx: Tx, agent: AgentRow, ticket: TicketRow, request: NewReply): Promise<MessageRow> {
    const { answers, channel, template, text, to, copies, files, asLink } = await draft(tx, ticket, request)
    const now = Date.now()
    const [first] = answers
    const answer = first?.answer ?? null
    const thenStatus = request.thenStatus ?? null
    const later = whenToGo(channel, request, deps.undoMs)
    await refuseHindered(tx, { channel, address: to.address }, later?.sendAt ?? now, {
      ...{ isTemplate: template !== null, isTimed: request.sendAt !== undefined },
    })
    const taken = takenBy(agent, ticket)
    const message = await appendMessage(
      tx,
      ticket,
      {
        // Until it goes nobody outside may see it, nor take it for an answer.
        direction: later ? 'internal' : 'outbound',
        channel,
        author_kind: 'agent',
        author_id: agent.id,
        author_name: nameForCitizens(agent),
        ...{ text, answer, answer_version: first?.version ?? null },
        reply_client_id: request.clientId,
        cc: copies.length > 0 ? JSON.stringify(copies) : null,
        parts: keptParts({
          parts: { ...(template && { template: template.use }), ...(asLink && { asLink }) },
        }),
        delivery_state: 'queued',
        created_at: now,
      },
      later ? taken : { ...taken, ...answered(ticket, { at: now, answer, thenStatus }) },
    )
    await insertMessageAnswers(tx, message.id, answers)
    await claimOrThrow(tx, files, agent, message)
    if (later) await putOff(tx, { message, to, agent, thenStatus, ...later })
    else await queueMessage(tx, { ticket, message, to, mailDomain, now })
    return message
  }

  /** Sends once more what failed or is uncertain, because a person decided so. */
  async function retry(ticketId: number, messageId: number): Promise<MessageRow> {
    const message = await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      const row = await findMessage(tx, messageId)
      if (!ticket || !row || row.ticket_id !== ticketId) throw notFound('message')
      if (row.delivery_state !== 'failed' && row.delivery_state !== 'uncertain') {
        throw new TanyaError('conflict', 'Only a message that failed or is uncertain can be sent again.')
      }
      const now = Date.now()
      const change = { delivery_state: 'queued', delivery_error: null, delivery_note: null } as const
      const to = await recipientOf(tx, ticket, row.channel)
      await queueMessage(tx, { ticket, message: row, to, mailDomain, now })
      await setDelivery(tx, row, change)
      return { ...row, ...change }
    })
    deps.onQueued()
    return message
  }

  return { reply, retry }
}

export type Reply = ReturnType<typeof createReply>

async function claimOrThrow(tx: Tx, ids: number[], agent: AgentRow, message: MessageRow): Promise<void> {
  const unique = [...new Set(ids)]
  if ((await claimAttachments(tx, unique, agent.id, message.id)) !== unique.length) {
    throw invalidField('attachments', 'An attachment is unknown or already sent.')
  }
  await refuseKnownInfected(tx, unique)
}
