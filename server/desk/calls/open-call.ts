/** The first that is heard of a call: a ticket of its own, and the first words. */
import type { CallStart, Script } from '../../../channels/voice/index.ts'
import { findContacts } from '../../../db/contacts.ts'
import { findCallBySid, updateCall } from '../../../db/calls.ts'
import type { Tx } from '../../../db/index.ts'
import type { Received } from '../../../channels/contract/inbound.ts'
import { updateMessage } from '../../../db/messages.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicket } from '../../../db/tickets.ts'
import type { CallDeps } from './call-deps.ts'
import { beginCall, type BegunCall } from './call-state.ts'
import { say, type Scene } from './scene.ts'
import { findJoinable } from './join-ticket.ts'
import { prompt } from './prompts.ts'
import { firstTalk, type Place } from './talk.ts'

/** Resolves with the call when it is on disk; the same again changes nothing. */
export async function openCall(deps: CallDeps, start: CallStart): Promise<CallRow | null> {
  const opened: { call: CallRow | null } = { call: null }
  await deps.receive(
    {
      channel: 'voice',
      externalId: `twilio:${start.sid}`,
      // A number that is withheld belongs to nobody; the next withheld one is somebody else.
      from:
        start.number === null
          ? { kind: 'chat', address: `call:${start.sid}`, name: null }
          : { kind: 'phone', address: start.number, name: null },
      subject: null,
      text: 'Telepon masuk',
      quoted: null,
      html: null,
      attachments: [],
      sentAt: null,
      language: 'id',
    },
    async (tx, received) => {
      opened.call = (await findCallBySid(tx, start.sid)) ?? (await insertInbound(tx, deps, start, received))
    },
  )
  return opened.call
}

async function insertInbound(
  tx: Tx,
  deps: CallDeps,
  start: CallStart,
  received: Received,
): Promise<CallRow | null> {
  if (received.outcome === 'duplicate') return null
  const now = Date.now()
  const ticket = await findTicket(tx, received.ticketId)
  if (!ticket) return null
  const joins = start.number === null ? null : await findJoinable(tx, ticket, now)
  const place: Place = joins ? 'join' : 'menu'
  const talk = { ...firstTalk, place, joins: joins?.id ?? null }
  const begun: BegunCall = {
    ...{ sid: start.sid, client_id: null, ticket_id: ticket.id, message_id: received.messageId },
    ...{ direction: 'inbound', number: start.number, attestation: start.attestation },
    is_known: (await isKnown(tx, ticket)) ? 1 : 0,
    ...{ language: 'id', status: 'ringing', stage: 'menu', agent_id: null },
  }
  const row = await beginCall(tx, begun, talk, now)
  await updateMessage(tx, received.messageId, {
    call_event: JSON.stringify({ call: row.id, kind: 'came' }),
  })
  const script = await greeting({ tx, deps, call: row, ticket, talk, now })
  await updateCall(tx, row.id, { script: JSON.stringify(script) })
  return { ...row, script: JSON.stringify(script) }
}

async function greeting(scene: Scene): Promise<Script> {
  const before = [say(scene, 'greeting'), say(scene, 'english')]
  if (!scene.deps.clock.isOpen(scene.now)) before.push(say(scene, 'closed'))
  return { language: 'id', turn: 1, verbs: await prompt(scene, scene.talk.place, before) }
}

/** A contact that the call itself made is as old as its ticket. */
async function isKnown(tx: Tx, { contact_id, created_at }: TicketRow): Promise<boolean> {
  const [contact] = await findContacts(tx, [contact_id])
  return contact !== undefined && contact.created_at < created_at
}
