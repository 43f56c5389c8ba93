/** Telephone calls and what was recorded of them. */
import type { Generated, Insertable, Selectable } from 'kysely'
import type { Bit, Millis } from './values.ts'

export interface CallTables {
  /** Telephone calls, in and out. */
  calls: {
    id: Generated<number>
    /** Twilio's CallSid: of the citizen's leg coming in, of the officer's going out. Null until Twilio gave it. */
    sid: string | null
    /** Chosen by the console for a call back, so that asking twice rings once. */
    client_id: string | null
    ticket_id: number
    /** The message that stands for it in the thread. */
    message_id: number
    direction: 'inbound' | 'outbound'
    /** The citizen's, in E.164; null when it is withheld. */
    number: string | null
    /** Whether the network vouches for the number (STIR/SHAKEN). */
    attestation: 'attested' | 'shown' | 'withheld'
    /** Somebody had written or called from it before. */
    is_known: Bit
    language: 'id' | 'en'
    /** Twilio's own; it never goes back. */
    status: CallStatusName
    stage: CallStage
    /** What came of it, once it is over. */
    outcome: CallOutcome | null
    agent_id: number | null
    /** How often the caller has said something; an answer to an earlier turn is a replay. */
    turn: number
    /** JSON of where the conversation stands (`server/desk/calls/talk.ts`). */
    talk: string
    /** JSON of what was answered last (`channels/voice/protocol.ts`): a replay gets it again. */
    script: string
    is_to_call_back: Bit
    /** Its place in the line, which a caller who is called back keeps. */
    queued_at: Millis | null
    answered_at: Millis | null
    ended_at: Millis | null
    created_at: Millis
    updated_at: Millis
    /** It has been, or is being, moved into a conference of Twilio's. */
    is_room: Generated<Bit>
    /** Twilio's ConferenceSid, once somebody is in it. */
    room_sid: Generated<string | null>
  }
  /** Each telephone in a call: the citizen's, and those of officers. */
  call_legs: {
    id: Generated<number>
    call_id: number
    /** Null for the citizen. */
    agent_id: number | null
    /** Twilio's CallSid; null until Twilio gave it. */
    sid: string | null
    /** `talking`: on the line with the other, without a conference; `room`: in the conference. */
    place: 'ringing' | 'talking' | 'room' | 'gone'
    /** `transfer`: whoever asked for it leaves once this one is there. */
    purpose: 'talk' | 'transfer' | 'invite'
    /** Which agent asked. */
    asked_by: number | null
    /** What whoever asked wants this officer to know before picking up. */
    word: Generated<string | null>
    /** What is wanted; Twilio is told when the leg is in the conference. */
    is_held: Generated<Bit>
    is_muted: Generated<Bit>
    created_at: Millis
  }
  /** What callers recorded: to be fetched from Twilio, kept, and deleted there. */
  recordings: {
    sid: string
    call_id: number
    message_id: number
    state: 'due' | 'kept' | 'deleted' | 'lost'
    attempts: number
    /** Null when nothing is left to do. */
    next_attempt_at: Millis | null
    created_at: Millis
  }
}

export type CallStatusName =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'
export type CallStage = 'menu' | 'waiting' | 'ringing' | 'talking' | 'message' | 'over'
export type CallOutcome =
  'answered' | 'informed' | 'message' | 'call-back' | 'abandoned' | 'missed' | 'unreached' | 'failed'

export type CallRow = Selectable<CallTables['calls']>
export type NewCall = Insertable<CallTables['calls']>
export type CallLegRow = Selectable<CallTables['call_legs']>
export type NewCallLeg = Insertable<CallTables['call_legs']>
export type RecordingRow = Selectable<CallTables['recordings']>
