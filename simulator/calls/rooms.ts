/** Conferences, as `<Dial><Conference>` makes them: named, with whoever is in them, until the last has left. */
import { HungUp, type Leg } from './leg.ts'
import { newSid } from '../post-webhook.ts'
import type { Element } from './twiml.ts'

interface Participant {
  leg: Leg
  endsRoom: boolean
}

interface Room {
  sid: string
  name: string
  statusCallback: { url: string; events: string[] } | null
  participants: Map<string, Participant>
}

type Post = (leg: Leg, url: string, fields: Record<string, string>) => Promise<string>

export type Rooms = ReturnType<typeof createRooms>

export function createRooms(post: Post, faults: { areReportsLost: boolean }) {
  const rooms = new Map<string, Room>()
  let sequence = 0

  function open(verb: Element, url: string): Room {
    const name = verb.text.trim()
    const before = rooms.get(name)
    if (before) return before
    const { statusCallback, statusCallbackEvent = '' } = verb.attributes
    const room: Room = {
      ...{ sid: newSid('CF'), name, participants: new Map() },
      statusCallback: statusCallback
        ? { url: new URL(statusCallback, url).href, events: statusCallbackEvent.split(' ') }
        : null,
    }
    rooms.set(name, room)
    return room
  }

  async function tell(room: Room, leg: Leg, event: 'join' | 'leave'): Promise<void> {
    if (faults.areReportsLost || !room.statusCallback?.events.includes(event)) return
    sequence += 1
    await post(leg, room.statusCallback.url, {
      ...{ ConferenceSid: room.sid, FriendlyName: room.name, SequenceNumber: String(sequence) },
      ...{ StatusCallbackEvent: `participant-${event}`, Timestamp: new Date().toUTCString() },
      ...{ Muted: String(leg.view.isMuted), Hold: String(leg.view.isHeld), Coaching: 'false' },
      EndConferenceOnExit: String(room.participants.get(leg.view.sid)?.endsRoom ?? false),
    }).catch(() => undefined)
  }

  function end(room: Room): void {
    // Another may have been opened under its name by whoever came after its end.
    if (rooms.get(room.name) === room) rooms.delete(room.name)
    for (const { leg } of room.participants.values()) leg.release()
  }

  return {
    /** Resolves when the leg is out of it again, by whatever way; throws as its line does. */
    async enter(leg: Leg, verb: Element, url: string): Promise<void> {
      const room = open(verb, url)
      room.participants.set(leg.view.sid, {
        leg,
        endsRoom: verb.attributes['endConferenceOnExit'] === 'true',
      })
      leg.place({ room: room.name, isHeld: false })
      leg.hear('line', '⇄')
      void tell(room, leg, 'join')
      try {
        await leg.await({ kind: 'talk' }, null)
      } finally {
        const told = tell(room, leg, 'leave')
        const endsRoom = room.participants.get(leg.view.sid)?.endsRoom
        room.participants.delete(leg.view.sid)
        leg.place({ room: null, isHeld: false })
        if (endsRoom || room.participants.size === 0) end(room)
        await told
      }
    },
    find: (sid: string) => [...rooms.values()].find((room) => room.sid === sid),
    end,
    /** Out of the conference, and off the line. */
    remove(room: Room, legSid: string): boolean {
      const found = room.participants.get(legSid)
      found?.leg.stop(new HungUp('office'))
      return found !== undefined
    },
  }
}
