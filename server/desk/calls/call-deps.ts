import type { Channel, ChannelKind } from '../../../channels/contract/channel.ts'
import type { CallService } from '../../../channels/voice/index.ts'
import type { Db } from '../../../db/index.ts'
import type { Library, Suggest } from '../../../templates/index.ts'
import type { Logger } from '../../log.ts'
import type { Clock } from '../clock.ts'
import type { Files } from '../files.ts'
import type { DeskReceive } from '../receive.ts'

export interface CallDeps {
  db: Db
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
