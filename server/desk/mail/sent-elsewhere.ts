/**
 * Answers that were written elsewhere, in a mail program or on a telephone, and lie in the mailbox's folder of sent
 * mails. Each joins the thread it answers, as sent; what we sent ourselves is known again by its Message-ID.
 */
import { createHash } from 'node:crypto'
import type { Inbound } from '../../../channels/contract/inbound.ts'
import { findMessageByExternalId, findMessageByProviderId } from '../../../db/messages.ts'
import { lastInboundMessages } from '../../../db/threads.ts'
import { toInbound, type MailboxLedger } from '../../../channels/email/index.ts'
import { findAgentByEmail } from '../../../db/agents.ts'
import { findIdentities } from '../../../db/contacts.ts'
import type { Db, Queryable, Tx } from '../../../db/index.ts'
import { findTicketsByMailIds, rememberMailIds } from '../../../db/mail-ids.ts'
import { notePassedLetter } from '../../../db/mailboxes.ts'
import { insertMail, type MailFate } from '../../../db/mails.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { addTicketPeople, ticketsWithPerson } from '../../../db/ticket-people.ts'
import { findTicketsByNumber } from '../../../db/tickets.ts'
import type { Files } from '../files.ts'
import { keepAttachments } from '../keep-attachments.ts'
import { mailHead } from './mail-head.ts'
import { otherPeople } from './mail-people.ts'
import { appendMessage } from '../thread.ts'
import type { RawMails } from './raw-mails.ts'
import { writeInTurn } from './write-in-turn.ts'

export interface SentElsewhereDeps {
  db: Db
  attachments: Files
  rawMails: RawMails
  ownAddresses: readonly string[]
}

/** Null when the mail answers no ticket: then it is somebody's own letter, and of it is only noted where it lies. */
export type SentElsewhere = MailboxLedger['takeInSent']

/** Who wrote it when the mail does not say which officer did. */
const mailboxName = 'Kotak surel'

export function createSentElsewhere(deps: SentElsewhereDeps): SentElsewhere {
  const { db, rawMails, ownAddresses } = deps

  return async function takeInSent(raw, source, parse, turn) {
    const parsed = await parse(raw)
    const sha256 = parsed.packed?.sha256 ?? createHash('sha256').update(raw).digest('hex')
    const sent = toInbound(parsed, { sha256 })
    const before = await findBefore(db.read, sent)
    const ticket = before ? null : await findAnswered(db.read, sent)
    if (!before && !ticket) {
      await writeInTurn(db, turn, (tx) => notePassedLetter(tx, source))
      return null
    }
    const bytes = rawMails.prepare(raw, parsed.packed)
    const files = await Promise.all(sent.attachments.map(({ content }) => deps.attachments.keep(content)))
    await bytes.onDisk
    const fate = await writeInTurn(db, turn, async (tx) => {
      await bytes.write(tx)
      const fate: MailFate = before
        ? { bucket: 'duplicate', ticketId: before.ticket_id, messageId: before.id }
        : await append(tx, sent, files)
      await insertMail(tx, { sha256, size: raw.length, source, now: Date.now() }, fate, mailHead(parsed))
      return fate
    })
    return fate.bucket
  }

  async function append(tx: Tx, sent: Inbound, files: string[]): Promise<MailFate> {
    const now = Date.now()
    const ticket = await findAnswered(tx, sent)
    if (!ticket) throw new Error('the ticket that this mail answers is gone')
    const agent = await authorOf(tx, sent)
    const own = await addressesOf(tx, ticket)
    const cc = otherPeople(sent, ownAddresses).filter(({ address }) => !own.has(address))
    const message = await appendMessage(
      tx,
      ticket,
      {
        direction: 'outbound',
        channel: 'email',
        author_kind: 'agent',
        author_id: agent?.id ?? null,
        author_name: agent?.name ?? mailboxName,
        text: sent.text,
        quoted: sent.quoted,
        html: sent.html,
        external_id: sent.externalId,
        content_digest: sent.contentDigest ?? null,
        provider_id: sent.mail?.messageId ?? null,
        delivery_state: 'sent',
        cc: cc.length > 0 ? JSON.stringify(cc) : null,
        created_at: now,
      },
      {
        ...((await isLatestAnswered(tx, ticket, sent)) ? { is_waiting: 0 } : {}),
        first_replied_at: ticket.first_replied_at ?? now,
        ...(ticket.status === 'new' ? { status: 'open' } : {}),
      },
    )
    await keepAttachments(tx, sent, files, message, now)
    await addTicketPeople(tx, ticket.id, cc, now)
    await rememberMailIds(tx, ticket.id, idsOf(sent))
    return { bucket: 'follow-up', ticketId: ticket.id, messageId: message.id }
  }
}

/** The message this is: sent by ourselves, or read in before. */
async function findBefore(db: Queryable, { mail, externalId }: Inbound): Promise<MessageRow | undefined> {
  const own = mail?.messageId ? await findMessageByProviderId(db, 'email', mail.messageId) : undefined
  return own ?? findMessageByExternalId(db, externalId)
}

/** The ticket that is named by id or number and that one of the receivers takes part in: a forwarded mail is no answer. */
async function findAnswered(db: Queryable, { mail }: Inbound): Promise<TicketRow | null> {
  if (!mail) return null
  const byNumber = await findTicketsByNumber(db, mail.ticketNumbers)
  const byReference = await findTicketsByMailIds(db, [...mail.inReplyTo, ...mail.references])
  const named = [...byNumber, ...byReference]
  const receivers = new Set(mail.people.map(({ address }) => address))
  for (const ticket of named) {
    const own = await addressesOf(db, ticket)
    if ([...receivers].some((address) => own.has(address))) return ticket
    for (const address of receivers) {
      if ((await ticketsWithPerson(db, [ticket.id], address)).length > 0) return ticket
    }
  }
  return null
}

async function addressesOf(db: Queryable, ticket: TicketRow): Promise<Set<string>> {
  const ways = await findIdentities(db, [ticket.contact_id])
  return new Set(ways.filter(({ kind }) => kind === 'email').map(({ address }) => address))
}

async function authorOf(db: Queryable, { from, otherAddresses = [] }: Inbound) {
  for (const { address } of [from, ...otherAddresses]) {
    const agent = await findAgentByEmail(db, address)
    if (agent) return agent
  }
  return null
}

/** An old answer that is only read now does not end the waiting of who wrote since. */
async function isLatestAnswered(db: Queryable, ticket: TicketRow, sent: Inbound): Promise<boolean> {
  const [latest] = await lastInboundMessages(db, ticket.id, 1)
  if (!latest) return true
  const isNamed = sent.mail?.inReplyTo.some((id) => latest.external_id === `mail:${id}`) ?? false
  return isNamed || (sent.sentAt !== null && sent.sentAt.getTime() >= latest.created_at)
}

function idsOf({ mail }: Inbound): string[] {
  return [mail?.messageId ?? '', ...(mail?.inReplyTo ?? []), ...(mail?.references.slice(-50) ?? [])]
}
