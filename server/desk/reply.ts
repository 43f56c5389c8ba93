/**
 * Answering. A reply is a message and an outbox row in one transaction: the screen shows it as queued
 * at once, and whatever happens afterwards, it is either sent or visibly not.
 */
import type { Channel, ChannelKind } from '../../channels/contract/channel.ts'
import type { MailPerson } from '../../channels/contract/mail.ts'
import { claimAttachments } from '../../db/attachments.ts'
import { findMessage, findReplyByClientId } from '../../db/messages.ts'
import type { Db, Tx } from '../../db/index.ts'
import { insertMessageAnswers } from '../../db/message-answers.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { addTicketPeople } from '../../db/ticket-people.ts'
import { findTicket } from '../../db/tickets.ts'
import { invalidField, notFound, TanyaError } from '../errors.ts'
import type { NewReply } from '../wire/reply.ts'
import { addressFor, usualChannel } from './address.ts'
import { answered, takenBy } from './answered.ts'
import type { Answers } from './answers.ts'
import { setDelivery } from './delivery.ts'
import type { Events } from './events.ts'
import { nameForCitizens } from './name-for-citizens.ts'
import { putOff } from './later/put-off.ts'
import { whenToGo } from './later/when.ts'
import { copiesFor, isOwn } from './mail/mail-people.ts'
import { refuseTooHeavy } from './mail/refuse-too-heavy.ts'
import { queueMessage } from './queue-message.ts'
import { refuseBeyond, refuseIfUnseen } from './reply-checks.ts'
import { refuseKnownInfected } from './scanning/outgoing-files.ts'
import { beginningOf } from './texts/essentials.ts'
import { keptParts } from './texts/parts.ts'
import { refuseHindered, refuseUntaken } from './texts/reply-by-text.ts'
import type { WhatsappTemplates } from './texts/whatsapp-templates.ts'
import { appendMessage } from './thread.ts'

export interface ReplyDeps {
  db: Db
  events: Events
  answers: Answers
  /** Channels that are switched on. */
  channels: ReadonlyMap<ChannelKind, Pick<Channel, 'limits'>>
  /** Of the office's mailboxes; empty without e-mail. */
  ownAddresses: readonly string[]
  templates: Pick<WhatsappTemplates, 'use'>
  /** Of a link to a file. */
  linkLength: number
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
  const { db, events, mailDomain } = deps

  /**
   * Writes a reply. `isNew` is false when this clientId was here before. Throws `not-found`, `conflict` (a newer
   * message than `lastSeenMessageId`), `invalid` (an unfilled slot, no way to reach the contact).
   */
  async function reply(
    agent: AgentRow,
    ticketId: number,
    request: NewReply,
  ): Promise<{ message: MessageRow; isNew: boolean }> {
    const ids = new Set([
      ...(request.answer === undefined ? [] : [request.answer]),
      ...(request.alsoAnswers ?? []),
    ])
    const result = await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      const before = await findReplyByClientId(tx, ticketId, request.clientId)
      if (before) return { message: before, ticket, isNew: false }
      const answers = [...ids].map((answer) => {
        const current = deps.answers.versionOrThrow(answer)
        // What was inserted before a newer version was published is the older one's words.
        return { answer, version: request.answerVersions?.[answer] ?? current }
      })
      const [first] = answers
      await refuseIfUnseen(tx, ticket, request.lastSeenMessageId)
      const channel = request.channel ?? (await usualChannel(tx, ticket, deps.channels))
      const template = templateOf(request, channel)
      const text = template?.text ?? deps.answers.finished(request.text, request.slots ?? {}, ticket.language)
      const to = await recipientOf(tx, ticket, channel)
      // They typed this address, and are sent our answer there: what they answer to it belongs here.
      if (channel === 'email' && ticket.channel !== 'email')
        await addTicketPeople(tx, ticket.id, [to], Date.now())
      const copies =
        channel === 'email' ? await copiesOf(tx, ticket, to.address, request.cc, deps.ownAddresses) : []
      const files = request.attachments ?? []
      const asLink = request.asLink === true && (channel === 'sms' || channel === 'whatsapp')
      const said = asLink ? beginningOf(text) : text
      refuseBeyond(deps.channels.get(channel)?.limits, channel, said, files, deps.linkLength)
      await refuseUntaken(tx, channel, files)
      await refuseTooHeavy(tx, channel, files)
      const now = Date.now()
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
          text,
          answer: first?.answer ?? null,
          answer_version: first?.version ?? null,
          reply_client_id: request.clientId,
          cc: copies.length > 0 ? JSON.stringify(copies) : null,
          parts: keptParts({
            parts: { ...(template && { template: template.use }), ...(asLink && { asLink }) },
          }),
          delivery_state: 'queued',
          created_at: now,
        },
        later
          ? taken
          : { ...taken, ...answered(ticket, { at: now, answer: first?.answer ?? null, thenStatus }) },
      )
      await insertMessageAnswers(tx, message.id, answers)
      await claimOrThrow(tx, files, agent, message)
      if (later) await putOff(tx, { message, to, agent, thenStatus, ...later })
      else await queueMessage(tx, { ticket, message, to, mailDomain, now })
      return { message, ticket, isNew: true }
    })
    if (result.isNew) {
      events.pump()
      if (result.message.direction === 'internal') deps.onPutOff()
      else {
        deps.onQueued()
        deps.onReplied(result.message, result.ticket)
      }
    }
    return result
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
    events.pump()
    deps.onQueued()
    return message
  }

  function templateOf({ template, attachments }: NewReply, channel: ChannelKind) {
    if (!template) return null
    if (channel !== 'whatsapp') throw invalidField('template', 'Templates are for WhatsApp.')
    if (attachments?.length) throw invalidField('attachments', 'A template carries no files.')
    return deps.templates.use(template)
  }

  async function recipientOf(tx: Tx, ticket: TicketRow, channel: ChannelKind) {
    const to = await addressFor(tx, ticket, channel, deps.channels)
    if (channel === 'email' && isOwn(to.address, deps.ownAddresses))
      throw invalidField('channel', 'This came from the office’s own mailbox, and an answer would go there.')
    return to
  }

  return { reply, retry }
}

export type Reply = ReturnType<typeof createReply>

/** As asked for; each who was not in the thread before is from now on. */
async function copiesOf(
  tx: Tx,
  ticket: TicketRow,
  to: string,
  asked: string[] | undefined,
  ownAddresses: readonly string[],
): Promise<MailPerson[]> {
  const usual = await copiesFor(tx, ticket, to)
  if (asked === undefined) return usual
  const wanted = [...new Set(asked.map((address) => address.toLowerCase()))].filter(
    (address) => address !== to && !isOwn(address, ownAddresses),
  )
  const copies = wanted.map(
    (address) => usual.find((person) => person.address === address) ?? { address, name: null },
  )
  await addTicketPeople(tx, ticket.id, copies, Date.now())
  return copies
}

async function claimOrThrow(tx: Tx, ids: number[], agent: AgentRow, message: MessageRow): Promise<void> {
  const unique = [...new Set(ids)]
  if ((await claimAttachments(tx, unique, agent.id, message.id)) !== unique.length) {
    throw invalidField('attachments', 'An attachment is unknown or already sent.')
  }
  await refuseKnownInfected(tx, unique)
}
