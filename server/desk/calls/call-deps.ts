import type { Channel, ChannelKind } from '../../../channels/contract/channel.ts'
import type { CallService } from '../../../channels/voice/index.ts'
import type { Db, Tx } from '../../../db/index.ts'
import type { CallRow } from '../../../db/schema/calls.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { Library, Phrase, PhraseFacts, Suggest } from '../../../templates/index.ts'
import type { Logger } from '../../log.ts'
import type { Clock } from '../clock.ts'
import type { Events } from '../events.ts'
import type { Files } from '../files.ts'
import type { DeskReceive } from '../receive.ts'
import type { Talk } from './talk.ts'

export interface CallDeps {
  db: Db
  events: Events
  log: Logger
  receive: DeskReceive
  library: Library
  suggest: Suggest
  clock: Clock
  /** Channels that are switched on. */
  channels: ReadonlyMap<ChannelKind, Pick<Channel, 'limits'>>
  attachments: Files
  /** Right-hand side of the Message-IDs we make. */
  mailDomain: string
  service: CallService
  /** Officers' browsers can be telephones. */
  hasBrowsers: boolean
  onQueued: () => void
}

/** A call in the middle of a turn, locked. */
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

/** In the caller's language. */
export function say({ deps, call, now }: Scene, phrase: Phrase, facts: PhraseFacts = {}): string {
  const { library, clock } = deps
  const isOpen = clock.isOpen(now)
  const at = isOpen ? null : clock.nextOpening(now)
  const opensAt = at === null ? null : { at, timeZone: clock.timeZone }
  return library.say(phrase, call.language, { isOpen, opensAt, ...facts })
}
