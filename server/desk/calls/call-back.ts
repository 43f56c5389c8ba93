/** An officer calls a citizen: the officer's telephone rings first, then the citizen's. */
import { ChannelError } from '../../../channels/contract/channel.ts'
import { findCall, findCallByClientId, updateCall } from '../../../db/calls.ts'
import { findIdentities } from '../../../db/contacts.ts'
import type { Tx } from '../../../db/index.ts'
import { updateMessage } from '../../../db/messages.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicket } from '../../../db/tickets.ts'
import { invalidField, notFound } from '../../errors.ts'
import { pickAddress } from '../address.ts'
import type { CallDeps } from './call-deps.ts'
import { noteEvent } from './call-events.ts'
import { beginCall, type BegunCall } from './call-state.ts'
import { finish } from './finish.ts'
import { createLockedCalls } from './locked-calls.ts'
import { addressOf } from './reach.ts'
import { firstTalk } from './talk.ts'

export function createCallBack(deps: CallDeps) {
  const { db, service } = deps
  const calls = createLockedCalls(deps)

  function noteFailure(callId: number, error: ChannelError): Promise<unknown> {
    return calls.byId(callId, async (tx, call) => {
      const now = Date.now()
      const ticket = await findTicket(tx, call.ticket_id)
      if (!ticket || call.stage === 'over') return
      await noteEvent(tx, ticket, call, { kind: 'failed', why: error.message }, now)
      // Twilio may have got it: then its reports tell how it goes on.
      if (!error.uncertain) await finish(tx, call, now, { outcome: 'failed' })
    })
  }

  /**
   * The same clientId again gives the same call and rings nobody twice. Throws `not-found` without such a ticket,
   * `invalid` when the officer or the contact has no telephone.
   */
  return async function callBack(
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
    if (!isNew) return { call, isNew }
    try {
      const sid = await service.ringOfficer({ callId: call.id, to })
      await db.write((tx) => updateCall(tx, call.id, { sid }))
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error
      await noteFailure(call.id, error)
    }
    return { call: (await findCall(db.read, call.id)) ?? call, isNew }
  }
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
  const begun: BegunCall = {
    ...{ sid: null, client_id: clientId, ticket_id: ticket.id, message_id: message.id },
    ...{ direction: 'outbound', number: identity.address, attestation: 'shown', is_known: 1 },
    ...{ language: ticket.language, status: 'queued', stage: 'ringing', agent_id: agent.id },
  }
  const call = await beginCall(tx, begun, firstTalk, now)
  const event = JSON.stringify({ call: call.id, kind: 'called', names: agent.name })
  await updateMessage(tx, message.id, { call_event: event })
  return call
}
