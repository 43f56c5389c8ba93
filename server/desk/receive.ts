/** One inbound message: contact → ticket → row → event. The heart; every channel ends here. */
import type { Inbound, Received } from '../../channels/contract/inbound.ts'
import { resumeChat } from '../../db/chats.ts'
import type { Db, Tx } from '../../db/index.ts'
import { rememberMailIds } from '../../db/mail-ids.ts'
import type { ContactRow } from '../../db/schema/contacts.ts'
import type { MessageRow } from '../../db/schema/messages.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { addTicketPeople } from '../../db/ticket-people.ts'
import { findTicket } from '../../db/tickets.ts'
import { insertIncomingFiles } from '../../db/incoming-files.ts'
import { liftUndeliverable } from '../../db/undeliverable.ts'
import { oweIfDue } from './acknowledge/acknowledge.ts'
import { doubtAbout, keptAuthenticity, type Doubt } from './mail/doubt.ts'
import { forwardedBy, keepForward, type Forward } from './mail/forwarded.ts'
import type { Files } from './files.ts'
import { keepAttachments, takeUploads } from './keep-attachments.ts'
import { createOpenTicket, type OpenTicketDeps } from './open-ticket.ts'
import { otherPeople } from './mail/mail-people.ts'
import type { ReplyTokens } from './mail/reply-tokens.ts'
import { laterReplyTo, replyToOf } from './mail/reply-to.ts'
import { findSeen } from './seen-before.ts'
import { storable } from './storable.ts'
import { contactFor, knownContact, speakerIn } from './speaker.ts'
import type { OptOuts } from './texts/opt-outs.ts'
import { keptParts } from './texts/parts.ts'
import { appendMessage, type Said } from './thread.ts'
import { findThread } from './threading.ts'

export interface ReceiveDeps extends OpenTicketDeps {
  db: Db
  attachments: Files
  /** Of the office's mailboxes; empty without e-mail. */
  ownAddresses: readonly string[]
  /** For so long after it was closed, a ticket opens again when its people write. */
  reopenMs: number
  replyTokens: Pick<ReplyTokens, 'numberIn'>
  /** New tickets are acknowledged by whoever runs the office. */
  isAcknowledging: boolean
  /** Absent where no texts come in. */
  optOuts?: OptOuts
  onReceived?: (inbound: Inbound, received: Received) => void
}

/** What has to be found out and kept before a message can be stored. */
export interface Prepared {
  /** The same externalId again changes nothing and says `duplicate`. */
  store(tx: Tx): Promise<Received>
  /** Tells of it, once that is on disk. */
  tell(received: Received): void
}

export interface DeskReceive {
  /**
   * Resolves when the message is on disk. `inSameCommit` is written with the message or not at all, also for a duplicate.
   */
  (inbound: Inbound, inSameCommit?: (tx: Tx, received: Received) => Promise<unknown>): Promise<Received>
  /** The same in steps, for whoever has a transaction of their own. */
  prepare(inbound: Inbound): Promise<Prepared>
}

/** What is known of a message besides its words. */
interface Beside {
  doubt: Doubt
  forward: Forward | null
  /** Names of the attachments, which are kept already. */
  files: string[]
}

const nameLength = 200
const keptReferences = 50

export function createReceive(deps: ReceiveDeps): DeskReceive {
  const openTicket = createOpenTicket(deps)

  async function prepare(raw: Inbound): Promise<Prepared> {
    let inbound = cleaned(raw)
    const keeping = inbound.attachments.map((file) => deps.attachments.keep(file.content))
    // Nothing is being written any more when one of them has failed.
    await Promise.allSettled(keeping)
    const files = await Promise.all(keeping)
    return {
      async store(tx) {
        const doubt = await doubtAbout(tx, inbound, deps.ownAddresses)
        const forward = await forwardedBy(tx, inbound, doubt, deps.ownAddresses)
        // A forged sender would be told of a mail that they never wrote; an officer who passes one on knows.
        if (doubt ?? forward) inbound = { ...inbound, mayAcknowledge: false }
        return store(tx, inbound, { doubt, forward, files })
      },
      tell(received) {
        deps.onReceived?.(inbound, received)
      },
    }
  }

  async function receive(
    inbound: Inbound,
    inSameCommit?: (tx: Tx, received: Received) => Promise<unknown>,
  ): Promise<Received> {
    const { store, tell } = await prepare(inbound)
    const received = await deps.db.write(async (tx) => {
      const stored = await store(tx)
      await inSameCommit?.(tx, stored)
      return stored
    })
    tell(received)
    return received
  }

  async function store(tx: Tx, inbound: Inbound, beside: Beside): Promise<Received> {
    const { doubt, forward, files } = beside
    const now = Date.now()
    const { before, externalId } = await findSeen(tx, inbound, now, deps.ownAddresses)
    if (before) return describe(before, await findTicket(tx, before.ticket_id), 'duplicate')
    const known = await knownContact(tx, inbound)
    const sender = { contactId: known?.id ?? null, isDoubted: doubt !== null }
    const thread = await findThread(tx, inbound, sender, {
      now,
      reopenMs: deps.reopenMs,
      tokens: deps.replyTokens,
    })
    const contact = thread.ticket
      ? await speakerIn(tx, thread.ticket, inbound, known, now)
      : await contactFor(tx, inbound, known, now)
    const others = inbound.mail ? otherPeople(inbound, deps.ownAddresses) : []
    const replyTo = answerGoesTo(inbound, thread.ticket, contact, doubt)
    const said: Said = {
      direction: 'inbound',
      channel: inbound.channel,
      author_kind: 'contact',
      author_id: contact.id,
      author_name: inbound.from.name ?? contact.name,
      text: inbound.text,
      quoted: inbound.quoted,
      html: inbound.html,
      client_id: inbound.clientId ?? null,
      external_id: externalId,
      content_digest: inbound.contentDigest ?? null,
      from_address: inbound.mail ? inbound.from.address : null,
      cc: others.length > 0 ? JSON.stringify(others) : null,
      auth: keptAuthenticity(inbound, doubt),
      parts: keptParts(inbound),
      created_at: now,
    }
    const { ticket, message } = thread.ticket
      ? {
          ticket: thread.ticket,
          message: await appendMessage(tx, thread.ticket, said, {
            ...stateAfter(inbound, thread.ticket),
            ...(replyTo !== thread.ticket.reply_to && { reply_to: replyTo }),
          }),
        }
      : await openTicket(tx, inbound, contact, said, {
          ...stateOfNew(inbound),
          reply_to: replyTo,
          possible_follow_up_of: thread.possibleFollowUpOf?.id ?? null,
        })
    if (inbound.channel === 'chat' && thread.ticket) await resumeChat(tx, ticket.id)
    await keepAttachments(tx, inbound, files, message, now)
    await insertIncomingFiles(tx, message.id, inbound.media ?? [], now)
    await deps.optOuts?.heed(tx, inbound, ticket, now)
    const answered = replyTo === null ? [] : [{ address: replyTo, name: null }]
    await addTicketPeople(tx, ticket.id, [...others, ...answered], now)
    await takeUploads(tx, inbound.uploads ?? [], message)
    // Ids that a forger names must lead nobody's answers to the forger's ticket.
    if (inbound.mail && doubt === null) {
      await liftUndeliverable(tx, inbound.from.address)
      const ids = [
        inbound.mail.messageId,
        ...inbound.mail.inReplyTo,
        ...inbound.mail.references.slice(-keptReferences),
      ]
      await rememberMailIds(
        tx,
        ticket.id,
        ids.filter((id) => id !== null),
      )
    }
    if (deps.isAcknowledging && !thread.ticket)
      await oweIfDue(tx, inbound, { message, to: replyTo ?? inbound.from.address }, now)
    if (forward && !thread.ticket)
      await keepForward(tx, ticket, message, forward, inbound.mail?.authenticity?.isProven ?? false)
    return describe(message, ticket, thread.ticket ? 'follow-up' : 'ticket')
  }

  /** Other than to its From; null for there. */
  function answerGoesTo(inbound: Inbound, joined: TicketRow | null, contact: ContactRow, doubt: Doubt) {
    if (!joined) return doubt === null ? replyToOf(inbound, deps.ownAddresses) : null
    return laterReplyTo(inbound, joined, contact.id === joined.contact_id, deps.ownAddresses)
  }

  return Object.assign(receive, { prepare })
}

function describe(
  message: MessageRow,
  ticket: TicketRow | undefined,
  outcome: Received['outcome'],
): Received {
  return {
    ticketId: message.ticket_id,
    ticketNumber: ticket?.number ?? '',
    messageId: message.id,
    seq: message.seq,
    outcome,
  }
}

/** Somebody waits for an answer, but for one who only said STOP or START. */
function stateOfNew({ parts }: Inbound) {
  return parts?.optOut
    ? ({ is_waiting: 0, status: 'solved' } as const)
    : ({ is_waiting: 1, status: 'new' } as const)
}

function stateAfter({ parts }: Inbound, { status }: TicketRow): Partial<TicketRow> {
  return parts?.optOut ? {} : { is_waiting: 1, status: status === 'new' ? 'new' : 'open' }
}

function cleaned(inbound: Inbound): Inbound {
  const orNull = (text: string | null) => (text === null ? null : storable(text))
  if (inbound.externalId === '') throw new Error('an inbound message needs an external id')
  return {
    ...inbound,
    text: storable(inbound.text),
    subject: orNull(inbound.subject),
    quoted: orNull(inbound.quoted),
    html: orNull(inbound.html),
    from: { ...inbound.from, name: orNull(inbound.from.name)?.slice(0, nameLength).trim() || null },
    attachments: inbound.attachments.map((file) => ({ ...file, filename: storable(file.filename) })),
  }
}
