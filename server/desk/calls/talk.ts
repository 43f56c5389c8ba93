/** Where the conversation with a caller stands: kept with the call from turn to turn. */
import type { Script } from '../../../channels/voice/index.ts'
import type { CallRow, CallStage } from '../../../db/schema/calls.ts'
import type { Reach } from './reach.ts'

/** What the caller was asked last. */
export type Place =
  | 'join'
  | 'menu'
  | 'question'
  | 'about'
  | 'answered'
  | 'send-by'
  | 'number'
  | 'ring'
  | 'room'
  | 'line'
  | 'consent'
  | 'record'
  | 'over'

export interface Talk {
  place: Place
  /** In a row: silence, noise and wrong keys alike. */
  failures: number
  /** An open ticket of the same number. */
  joins: number | null
  /** Chosen by key, or spoken of last. */
  service: string | null
  /** What was read out last. */
  answer: string | null
  /** Officers whose telephones ring. */
  ring: number[]
  /** As the officer who took the call wished; null: wherever calls reach each. */
  by: Reach | null
  /** Why the caller leaves the line. */
  leaving: 'call-back' | 'message' | 'nobody' | null
  /** Got what they called for. */
  isInformed: boolean
  wantsCallBack: boolean
  hasMessage: boolean
}

export const firstTalk: Talk = {
  place: 'menu',
  failures: 0,
  joins: null,
  service: null,
  answer: null,
  ring: [],
  by: null,
  leaving: null,
  isInformed: false,
  wantsCallBack: false,
  hasMessage: false,
}

export function talkOf(call: CallRow): Talk {
  return { ...firstTalk, ...(JSON.parse(call.talk) as Partial<Talk>) }
}

/** What was answered last. */
export function scriptOf(call: CallRow): Script {
  return JSON.parse(call.script) as Script
}

/** Nobody is on the line any more, or nobody should be. */
export const goodbye: Script = { language: 'id', turn: 0, verbs: [{ do: 'hang-up', words: [] }] }

/** What an officer sees of it. */
export function stageAt(place: Place): CallStage {
  if (place === 'line') return 'waiting'
  if (place === 'ring') return 'ringing'
  if (place === 'room') return 'talking'
  if (place === 'consent' || place === 'record') return 'message'
  return place === 'over' ? 'over' : 'menu'
}
