/** What Twilio is to be told after something happened in a conference: nobody waits for it, and it is tried again. */
import { setTimeout as delay } from 'node:timers/promises'
import { ChannelError } from '../../../../channels/contract/channel.ts'
import type { CallService } from '../../../../channels/voice/index.ts'
import type { CallLegRow } from '../../../../db/schema/calls.ts'
import type { Logger } from '../../../log.ts'

export type Chore = (service: CallService) => Promise<void>

/** A caller must not be left alone because Twilio was busy for a moment. */
const retryDelaysMs = [300, 1500, 5000]

export type Chores = ReturnType<typeof createChores>

export function createChores({ service, log }: { service: CallService; log: Logger }) {
  async function doOne(callId: number, chore: Chore): Promise<void> {
    for (const pauseMs of [...retryDelaysMs, null]) {
      try {
        return await chore(service)
      } catch (error) {
        const isHopeless = !(error instanceof ChannelError) || error.permanent || pauseMs === null
        if (isHopeless) return log.warn({ err: error, callId }, 'a conference could not be changed')
        await delay(pauseMs, undefined, { ref: false })
      }
    }
  }
  /** One after the other, in the background. */
  return (callId: number, chores: Chore[]): void => {
    void chores.reduce((before, chore) => before.then(() => doOne(callId, chore)), Promise.resolve())
  }
}

export const hangUp =
  (sid: string): Chore =>
  (service) =>
    service.hangUp(sid)
export const endRoom =
  (roomSid: string): Chore =>
  (service) =>
    service.endRoom(roomSid)

export function change(roomSid: string, sid: string, leg: Pick<CallLegRow, 'is_held' | 'is_muted'>): Chore {
  const wanted = { isHeld: leg.is_held === 1, isMuted: leg.is_muted === 1 }
  return (service) => service.changeParticipant(roomSid, sid, wanted)
}

/** Out of the conference, or off the line where it is not in one. */
export function remove(roomSid: string | null, { sid, place }: CallLegRow): Chore {
  return (service) =>
    roomSid !== null && place === 'room'
      ? service.removeParticipant(roomSid, sid ?? '')
      : service.hangUp(sid ?? '')
}
