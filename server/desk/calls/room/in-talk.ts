/** A call in which an officer talks: found and locked, and what Twilio is asked for in it. */
import { ChannelError } from '../../../../channels/contract/channel.ts'
import { updateLeg } from '../../../../db/call-legs.ts'
import { findCall, lockCall, updateCall } from '../../../../db/calls.ts'
import type { Tx } from '../../../../db/index.ts'
import type { AgentRow } from '../../../../db/schema/agents.ts'
import type { CallLegRow, CallRow } from '../../../../db/schema/calls.ts'
import type { TicketRow } from '../../../../db/schema/tickets.ts'
import { findTicket } from '../../../../db/tickets.ts'
import { notFound, TanyaError } from '../../../errors.ts'
import type { CallDeps } from '../call-deps.ts'
import { tellCard } from '../call-events.ts'
import { peopleOf, type People } from './people.ts'

/** A call as it stands, with an officer who is in it. */
export interface Talk extends People {
  tx: Tx
  call: CallRow
  ticket: TicketRow
  mine: CallLegRow
  citizen: CallLegRow
  now: number
}

/** Longer no telephone takes to come into a conference. */
const onTheWayMs = 10_000

export type InTalk = ReturnType<typeof createInTalk>

export function createInTalk({ db, service }: Pick<CallDeps, 'db' | 'service'>) {
  /** Does it at Twilio; what it refuses is taken back here. Throws `conflict` or `unavailable`, in Twilio's words. */
  async function atTwilio(ask: () => Promise<unknown>, takeBack: (tx: Tx) => Promise<void>): Promise<void> {
    try {
      await ask()
    } catch (error) {
      if (!(error instanceof ChannelError)) throw error
      // What Twilio may have got all the same, its reports tell of.
      if (error.uncertain) return
      await db.write(takeBack)
      throw new TanyaError(error.permanent ? 'conflict' : 'unavailable', error.message, { cause: error })
    }
  }

  /** Moves a talk of two into a conference, once: whoever is on the way finds there what is wanted of them. */
  async function toRoom({ call, mine, citizen }: Talk): Promise<void> {
    const isOnTheWay = call.is_room === 1 && Date.now() - call.updated_at < onTheWayMs
    if (call.room_sid !== null || isOnTheWay) return
    // The leg that was rung by the other's document: Twilio lets that one go on when this one is moved.
    const { sid } = call.direction === 'inbound' ? mine : citizen
    await atTwilio(
      () => service.moveToRoom({ callId: call.id, sid: sid ?? '' }),
      (tx) => updateCall(tx, call.id, { is_room: 0 }),
    )
  }

  return {
    atTwilio,
    toRoom,

    /** Throws `not-found`, or `conflict` when the officer is not in this call (any more). */
    async within<T>(agent: AgentRow, callId: number, work: (talk: Talk) => Promise<T>): Promise<T> {
      const result = await db.write(async (tx) => {
        const call = await lockCall(tx, callId)
        const ticket = call && (await findTicket(tx, call.ticket_id))
        if (!call || !ticket) throw notFound('call')
        const people = await peopleOf(tx, callId)
        const mine = people.talking.find(({ agent_id }) => agent_id === agent.id)
        const { citizen } = people
        if (call.stage !== 'talking' || !mine || !citizen || citizen.place === 'gone')
          throw new TanyaError('conflict', 'You are not in this call.')
        return work({ ...people, tx, call, ticket, mine, citizen, now: Date.now() })
      })
      return result
    },

    /** What is wanted of a leg is written already; `before` is what was. */
    async tellLeg(
      talk: Talk,
      before: CallLegRow,
      wanted: { isHeld?: boolean; isMuted?: boolean },
    ): Promise<void> {
      const { call } = talk
      const takeBack = async (tx: Tx) => {
        await updateLeg(tx, before.id, { is_held: before.is_held, is_muted: before.is_muted })
        await tellCard(tx, call, Date.now())
      }
      const { room_sid: roomSid } = call
      const { sid, place } = before
      if (roomSid !== null && sid !== null && place === 'room')
        return atTwilio(() => service.changeParticipant(roomSid, sid, wanted), takeBack)
      await toRoom(talk).catch(async (error: unknown) => {
        await db.write(takeBack)
        throw error
      })
    },

    async callOf(id: number): Promise<CallRow> {
      const call = await findCall(db.read, id)
      if (!call) throw notFound('call')
      return call
    },
  }
}
