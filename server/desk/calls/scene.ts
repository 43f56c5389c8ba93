/** A call in the middle of a turn, and what is said in it. */
import type { Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import { findTicket } from '../../../db/tickets.ts'
import type { Phrase, PhraseFacts } from '../../../templates/index.ts'
import type { CallDeps } from './call-deps.ts'
import { talkOf, type Talk } from './talk.ts'

/** Its call is locked. */
export interface Scene {
  tx: Tx
  deps: CallDeps
  call: CallRow
  ticket: TicketRow
  talk: Talk
  now: number
  /** Something was put into the outbox. */
  isSending?: boolean
}

export async function sceneOf(deps: CallDeps, tx: Tx, call: CallRow): Promise<Scene> {
  const ticket = await findTicket(tx, call.ticket_id)
  if (!ticket) throw new Error('a call without its ticket')
  return { tx, deps, call, ticket, talk: talkOf(call), now: Date.now() }
}

/** In the caller's language. */
export function say({ deps, call, now }: Scene, phrase: Phrase, facts: PhraseFacts = {}): string {
  const { library, clock } = deps
  const isOpen = clock.isOpen(now)
  const at = isOpen ? null : clock.nextOpening(now)
  const opensAt = at === null ? null : { at, timeZone: clock.timeZone }
  return library.say(phrase, call.language, { isOpen, opensAt, ...facts })
}
