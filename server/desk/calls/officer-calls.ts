/** What officers do with calls from the console. */
import { ChannelError } from '../../../channels/contract/channel.ts'
import { toE164 } from '../../../channels/lib/phone.ts'
import {
  findCall,
  findCallByClientId,
  insertCall,
  listLiveCalls,
  lockCall,
  updateCall,
} from '../../../db/calls.ts'
import { findIdentities } from '../../../db/contacts.ts'
import type { Tx } from '../../../db/index.ts'
import { updateMessage } from '../../../db/messages.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicket } from '../../../db/tickets.ts'
import { updateAgent } from '../../../db/agents.ts'
import { invalidField, notFound, TanyaError } from '../../errors.ts'
import { pickAddress } from '../address.ts'
import { noteEvent } from './call-events.ts'
import type { CallDeps } from './call-deps.ts'
import { changeCall } from './call-state.ts'
import { finish } from './finish.ts'
import { joinTicket } from './join-ticket.ts'
import { isOwnTicket } from './own-ticket.ts'
import { addressOf, reachOf, type Reach } from './reach.ts'
import { firstTalk, talkOf } from './talk.ts'

const mostLive = 200

export type OfficerCalls = ReturnType<typeof createOfficerCalls>

export function createOfficerCalls(deps: CallDeps) {
  const { db, events, log, service } = deps

  /** Takes a caller out of the line. Throws `not-found`, `conflict` (somebody was faster), `invalid` (no telephone). */
  async function take(agent: AgentRow, callId: number, wish?: Reach): Promise<CallRow> {
    const by = wish ?? reachOf(agent, deps.hasBrowsers, Date.now())
    if (by !== 'browser') phoneOf(agent)
    else if (!deps.hasBrowsers)
      throw invalidField('by', 'No browser is a telephone: TWILIO_API_KEY_SID is empty.')
    const call = await db.write(async (tx) => {
      const now = Date.now()
      const waiting = await lockCall(tx, callId)
      const ticket = waiting && (await findTicket(tx, waiting.ticket_id))
      if (!waiting || !ticket) throw notFound('call')
      if (waiting.stage !== 'waiting')
        throw new TanyaError('conflict', 'This caller is no longer in the line.')
      const talk = JSON.stringify({ ...talkOf(waiting), ring: [agent.id], by })
      await noteEvent(tx, ticket, waiting, { kind: 'rings', names: agent.name }, now)
      return changeCall(tx, waiting, { stage: 'ringing', agent_id: agent.id, talk }, now)
    })
    events.pump()
    await redirect(call)
    return call
  }

  /** When Twilio cannot be told now, the line itself lets the caller go within a round of its music. */
  async function redirect(call: CallRow): Promise<void> {
    try {
      await service.redirect(call.sid ?? '')
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error
      log.warn(
        { callId: call.id, permanent: error.permanent },
        'a caller could not be taken out of the line at once',
      )
      if (!error.permanent) return
      await db.write(async (tx) => {
        const locked = await lockCall(tx, call.id)
        if (locked) await finish(tx, locked, Date.now(), { outcome: 'abandoned' })
      })
      events.pump()
      throw new TanyaError('conflict', error.message, { cause: error })
    }
  }

  /** Rings the officer, then the citizen. The same clientId again gives the same call and rings nobody twice. */
  async function callBack(
    agent: AgentRow,
    ticketId: number,
    clientId: string,
  ): Promise<{ call: CallRow; isNew: boolean }> {
    const to = addressOf(agent, deps.hasBrowsers, Date.now())
    const { call, isNew } = await db.write(async (tx) => {
      const before = await findCallByClientId(tx, clientId)
      if (before) return { call: before, isNew: false }
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      return { call: await insertOutbound(tx, agent, ticket, clientId), isNew: true }
    })
    events.pump()
    if (!isNew) return { call, isNew }
    try {
      const sid = await service.ringOfficer({ callId: call.id, to })
      await db.write((tx) => updateCall(tx, call.id, { sid }))
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error
      await noteFailure(call, error)
    }
    return { call: (await findCall(db.read, call.id)) ?? call, isNew }
  }

  async function noteFailure(call: CallRow, error: ChannelError): Promise<void> {
    await db.write(async (tx) => {
      const now = Date.now()
      const locked = await lockCall(tx, call.id)
      const ticket = locked && (await findTicket(tx, locked.ticket_id))
      if (!locked || !ticket || locked.stage === 'over') return
      await noteEvent(tx, ticket, locked, { kind: 'failed', why: error.message }, now)
      // Twilio may have got it: then its reports tell how it goes on.
      if (!error.uncertain) await finish(tx, locked, now, { outcome: 'failed' })
    })
    events.pump()
  }

  /** Puts a call, with all of its ticket, into another one. Throws `not-found`, or `conflict` when it has joined one. */
  async function join(callId: number, ticketId: number): Promise<CallRow> {
    const joined = await db.write(async (tx) => {
      const call = await lockCall(tx, callId)
      if (!call) throw notFound('call')
      const from = await findTicket(tx, call.ticket_id)
      const to = await findTicket(tx, ticketId)
      if (!from || !to) throw notFound('ticket')
      const isOwn = from.channel === 'voice' && from.id !== to.id && (await isOwnTicket(tx, call, from))
      if (!isOwn) throw new TanyaError('conflict', 'This call is part of a ticket already.')
      const now = Date.now()
      await joinTicket(tx, call, from, to, now)
      return changeCall(tx, { ...call, ticket_id: to.id }, {}, now)
    })
    events.pump()
    return joined
  }

  /** Throws `invalid` for a number that is none. */
  async function setPhone(
    agent: AgentRow,
    given: { number: string | null; rings: boolean; browser?: boolean | undefined },
  ) {
    const number = given.number === null || given.number === '' ? null : toE164(given.number)
    if (given.number && number === null) throw invalidField('number', 'This is not a telephone number.')
    const browser = given.browser ?? agent.rings_browser === 1
    const rings = given.rings && (number !== null || (browser && deps.hasBrowsers))
    const change = { phone: number, is_rung: rings ? 1 : 0, rings_browser: browser ? 1 : 0 } as const
    await db.write((tx) => updateAgent(tx, agent.id, change))
    return { number, rings, browser }
  }

  return {
    take,
    callBack,
    join,
    setPhone,
    live: () => listLiveCalls(db.read, mostLive),
  }
}

function phoneOf(agent: AgentRow): string {
  if (agent.phone !== null) return agent.phone
  throw invalidField('number', 'Say first at which number calls reach you.')
}

async function insertOutbound(
  tx: Tx,
  agent: AgentRow,
  ticket: TicketRow,
  clientId: string,
): Promise<CallRow> {
  const identity = pickAddress(await findIdentities(tx, [ticket.contact_id]), 'voice')
  if (!identity) throw invalidField('ticketId', 'This contact has no telephone number.')
  const now = Date.now()
  const message = await noteEvent(tx, ticket, { id: 0 }, { kind: 'called', names: agent.name }, now)
  const call = await insertCall(tx, {
    ...{
      sid: null,
      client_id: clientId,
      ticket_id: ticket.id,
      message_id: message.id,
      direction: 'outbound',
    },
    ...{
      number: identity.address,
      attestation: 'shown',
      is_known: 1,
      language: ticket.language,
      status: 'queued',
    },
    ...{ stage: 'ringing', outcome: null, agent_id: agent.id, turn: 1, talk: JSON.stringify(firstTalk) },
    ...{ script: '{}', is_to_call_back: 0, queued_at: null, answered_at: null, ended_at: null },
    ...{ created_at: now, updated_at: now },
  })
  const event = JSON.stringify({ call: call.id, kind: 'called', names: agent.name })
  await updateMessage(tx, message.id, { call_event: event })
  return call
}
