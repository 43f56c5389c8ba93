import type { LiveCall } from '../../../server/wire/call.ts'
import type { Desk } from '../desk.ts'
import { firstWaiting, myCall, ringingForMe } from './my-call.ts'

export interface OfferedCall extends LiveCall {
  /** Rings for this officer in person, not for anybody who is free. */
  isForMe: boolean
}

type Offering = Pick<Desk, 'agent' | 'calls' | 'duty'>

/** The call that asks this officer for an answer; undefined while they talk, and when there is none. */
export function offeredCall({ agent, calls, duty }: Offering): OfferedCall | undefined {
  const live = calls.live.value
  if (myCall(live, agent.id)) return undefined
  const ringing = ringingForMe(live, agent.id)
  const isAvailable = duty.me.value.availability === 'available'
  const offered = ringing ?? (isAvailable ? firstWaiting(live) : undefined)
  if (!offered || calls.passed.value.has(offered.call.id)) return undefined
  return { ...offered, isForMe: ringing !== undefined }
}

/** In this browser when it rings here, else where calls reach the officer. */
export function answerOffered({ calls }: Offering, { call, isForMe }: OfferedCall): void {
  const line = calls.handset.line.peek()
  if (line?.state === 'ringing') line.answer()
  else if (!isForMe) void calls.take(call)
}

/** Leaves it to others. */
export function passOffered({ calls }: Offering, { call }: OfferedCall): void {
  calls.pass(call.id)
  const line = calls.handset.line.peek()
  if (line?.state === 'ringing') line.decline()
}
