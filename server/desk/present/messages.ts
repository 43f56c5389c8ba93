/** Messages as the wire shows them. Reads what a list of rows needs in a fixed number of queries, however long the list. */
import { isUnknownSender } from '../../../channels/email/index.ts'
import { findAgents, type AgentFace } from '../../../db/agents.ts'
import { findAttachments } from '../../../db/attachments.ts'
import { findCallsOfMessages } from '../../../db/calls.ts'
import type { Queryable } from '../../../db/index.ts'
import { listPutOffIn } from '../../../db/put-off.ts'
import { findInfected } from '../../../db/scans.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import type { Message } from '../../wire/message.ts'
import { eventIn } from '../calls/call-events.ts'
import { presentCalls } from '../calls/call-view.ts'
import { iso } from '../iso.ts'
import { laterOf } from '../later/put-off.ts'
import { withdrawnIn } from '../later/withdrawn.ts'
import { authenticityIn } from '../mail/doubt.ts'
import { peopleIn } from '../mail/mail-people.ts'
import { inEnglish, textPartsOf } from '../texts/present-texts.ts'
import { pictureUrl } from './agents.ts'
import { presentAttachment } from './attachment.ts'

export async function presentMessages(db: Queryable, rows: MessageRow[]): Promise<Message[]> {
  const attachments = await findAttachments(
    db,
    rows.map((row) => row.id),
  )
  const infected = await findInfected(
    db,
    attachments.map((file) => file.sha256),
  )
  const attachmentsOf = Map.groupBy(attachments, (attachment) => attachment.message_id)
  const authorIds = rows.flatMap((row) =>
    row.author_kind === 'agent' && row.author_id ? [row.author_id] : [],
  )
  const authors = new Map((await findAgents(db, [...new Set(authorIds)])).map((agent) => [agent.id, agent]))
  const waiting = rows.filter((row) => row.direction === 'internal' && row.delivery_state !== null)
  const putOff = await listPutOffIn(db, [...new Set(waiting.map((row) => row.ticket_id))])
  const putOffOf = new Map(putOff.map((one) => [one.message_id, one]))
  const callOf = await callsOf(db, rows)
  const partsIn = await textPartsOf(db, rows)
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    seq: row.seq,
    // Kept as internal, so that no citizen sees it before it goes.
    direction: putOffOf.has(row.id) ? 'outbound' : row.direction,
    channel: row.channel,
    author: {
      kind: row.author_kind,
      id: row.author_id,
      name: row.author_name,
      ...addressOf(row),
      ...pictureOf(row.author_kind === 'agent' ? authors.get(row.author_id ?? 0) : undefined),
    },
    text: row.text,
    quoted: row.quoted,
    html: row.html,
    attachments: (attachmentsOf.get(row.id) ?? []).map((file) => {
      const found = infected.get(file.sha256)
      return { ...presentAttachment(file), ...(found !== undefined && { infected: found }) }
    }),
    cc: peopleIn(row),
    answer: row.answer,
    answerVersion: row.answer_version,
    delivery: row.delivery_state
      ? {
          state: row.delivery_state,
          error: row.delivery_error,
          note: row.delivery_note,
          ...inEnglish(row.delivery_error),
        }
      : null,
    ...authenticityOf(row),
    ...laterOf(putOffOf.get(row.id)),
    ...withdrawnOf(row),
    ...callOf(row),
    ...partsIn(row),
    clientId: row.client_id ?? row.reply_client_id,
    ...(row.copy_of !== null && { copyOf: row.copy_of }),
    createdAt: iso(row.created_at),
  }))
}

function addressOf({ from_address: address }: MessageRow): { address?: string } {
  return address === null || isUnknownSender(address) ? {} : { address }
}

function pictureOf(author: AgentFace | undefined): { picture?: string } {
  return author?.picture ? { picture: pictureUrl(author.picture) } : {}
}

function withdrawnOf(row: MessageRow): Pick<Message, 'withdrawn'> {
  const withdrawn = withdrawnIn(row)
  return withdrawn ? { withdrawn } : {}
}

function authenticityOf({ auth }: MessageRow): Pick<Message, 'authenticity'> {
  const authenticity = authenticityIn(auth)
  return authenticity ? { authenticity } : {}
}

/** What happened on the telephone, and on the message that stands for a call the call as it is now. */
async function callsOf(db: Queryable, rows: MessageRow[]) {
  const cards = rows.filter((row) => row.call_event !== null).map((row) => row.id)
  const found = await findCallsOfMessages(db, cards)
  const calls = await presentCalls(db, found)
  const byMessage = new Map(found.map((row, index) => [row.message_id, calls[index]]))
  return ({ id, call_event }: MessageRow): Pick<Message, 'callEvent' | 'call'> => {
    const callEvent = eventIn(call_event)
    const call = byMessage.get(id)
    return { ...(callEvent && { callEvent }), ...(call && { call }) }
  }
}
