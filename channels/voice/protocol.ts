/**
 * What the telephone and the desk say to each other. The channel knows Twilio, its signatures and TwiML; the desk knows
 * callers, tickets and words. A call goes by turns: the caller does something, the desk answers with a script.
 */
export type Language = 'id' | 'en'

/** One thing the caller hears or is asked. Sentences are finished words. */
export type Verb =
  | { do: 'say'; words: string }
  /** Listens while it speaks; what is heard, or that nothing was, is the next turn. */
  | { do: 'ask'; words: string[]; keys: 'one' | 'number' | 'none'; speech: boolean }
  /** Into the line, with music. */
  | { do: 'wait' }
  /** Within the line: says where one stands, then plays until a key is pressed. */
  | { do: 'hold'; words: string[] }
  /** Out of the line, back to the turns. */
  | { do: 'leave' }
  | { do: 'record'; words: string[]; transcribe: boolean }
  /** Rings them all; the first to answer and accept has the caller. */
  | { do: 'ring'; words: string[]; callId: number; officers: OfficerPhone[] }
  /** To an officer: one key, and the caller is there. */
  | { do: 'offer'; words: string[]; callId: number; agentId: number }
  /** Into the conference of this call. With the citizen it ends. */
  | { do: 'room'; words: string[]; callId: number; isCitizen: boolean }
  | { do: 'hang-up'; words: string[] }

export interface OfficerPhone {
  agentId: number
  /** E.164, or null for the telephone in the officer's browser. */
  number: string | null
}

/** One officer's telephone, rung for one call. */
export interface OfficerLeg {
  callId: number
  agentId: number
  /** Twilio's CallSid of it. */
  sid: string
  isBrowser: boolean
}

/** What to do on one line, and which turn of the call it is. */
export interface Script {
  language: Language
  turn: number
  verbs: Verb[]
}

export interface CallStart {
  sid: string
  /** E.164; null when the caller withholds it. */
  number: string | null
  attestation: 'attested' | 'shown' | 'withheld'
  status: CallStatus
}

export type CallStatus =
  | 'queued'
  | 'initiated'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

/** What a caller did, or what became of what the last script asked for. */
export interface CallInput {
  digits: string
  speech: string
  /** Of a wait that ended: why. */
  queueResult: string | null
  /** Of ringing officers: how it ended. */
  dialStatus: string | null
  recording: { sid: string; seconds: number } | null
  status: CallStatus | null
}

export interface StatusReport {
  start: CallStart
  /** Ours, where the call was begun by us. */
  callId: number | null
  status: CallStatus
  seconds: number | null
}

export interface RecordingReport {
  callSid: string
  recordingSid: string
  status: 'completed' | 'absent' | 'failed'
  seconds: number
}

/** Somebody came into a call's conference, or left it. */
export interface RoomReport {
  callId: number
  roomSid: string
  event: 'join' | 'leave'
  legSid: string
}

/** What the desk does with calls. Each resolves when it is on disk; the same again changes nothing. */
export interface Telephone {
  /** The first webhook of a call: a ticket, and the first words. */
  begin(start: CallStart): Promise<Script>
  /** Null when there is no such call. */
  turn(sid: string, turn: number, input: CallInput): Promise<Script | null>
  /** In the line: asked again each time the music is over. */
  hold(sid: string): Promise<Script | null>
  /** In the line, a key was pressed. */
  leaveLine(sid: string, digits: string): Promise<Script | null>
  /** An officer has taken a call out of the line. */
  connect(sid: string): Promise<Script | null>
  report(report: StatusReport): Promise<void>
  recorded(report: RecordingReport): Promise<void>
  transcribed(recordingSid: string, text: string): Promise<void>
  /** To the officer who picked up, before the two can hear each other: who calls, and whether they accept. */
  announce(officer: OfficerLeg): Promise<'bridge' | Script | null>
  accept(officer: OfficerLeg, digits: string): Promise<'bridge' | Script | null>
  /** An officer's telephone that was rung for a call that goes on already: how that ended. */
  legEnded(callId: number, legSid: string): Promise<void>
  /** The officer has picked up to call a citizen back: who is to be rung. */
  callBack(callId: number): Promise<{ number: string; script: Script } | null>
  /** The citizen who is called back has picked up. */
  citizenAnswered(callId: number, legSid: string): Promise<void>
  /** A telephone was taken out of the talk of two, to the conference. */
  enterRoom(callId: number, legSid: string): Promise<Script | null>
  room(report: RoomReport): Promise<void>
  /** Calling back, and how it ended. */
  calledBack(callId: number, dialStatus: string, seconds: number | null): Promise<Script | null>
}
