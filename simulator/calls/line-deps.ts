import type { Leg } from './leg.ts'
import type { Recordings } from './recordings.ts'
import type { Rooms } from './rooms.ts'
import type { Element } from './twiml.ts'

export interface LineDeps {
  /** Posts a signed webhook for this leg; resolves with its TwiML. Throws when the office cannot be reached. */
  post(leg: Leg, url: string, fields?: Record<string, string>): Promise<string>
  recordings: Recordings
  /** Rings telephones for a `<Dial>`; resolves when all is over. */
  dial(leg: Leg, verb: Element, url: string): Promise<{ status: string; seconds: number }>
  rooms: Rooms
  /** How long a second lasts; null: nobody is hurried, and silence must be played. */
  secondMs: number | null
}
