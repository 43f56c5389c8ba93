import { statfs } from 'node:fs/promises'
import type { Channel, ChannelKind } from '../channels/contract/channel.ts'
import type { Db } from '../db/index.ts'

const smallestFreeBytes = 100 * 1024 * 1024

/** Names what keeps this process from doing its work: database, disk space, a channel's lost way in. */
export function createReadiness(deps: {
  db: Db
  channels: ReadonlyMap<ChannelKind, Channel>
  dataDir: string
}) {
  return async function unready(): Promise<string[]> {
    const missing: string[] = []
    const answers = await deps.db.read
      .selectFrom('counters')
      .select('name')
      .limit(1)
      .execute()
      .then(
        () => true,
        () => false,
      )
    if (!answers) missing.push('database')
    const disk = await statfs(deps.dataDir).catch(() => null)
    if (!disk || disk.bavail * disk.bsize < smallestFreeBytes) missing.push('disk space')
    for (const channel of deps.channels.values()) {
      missing.push(...(channel.lost?.() ?? []))
    }
    return missing
  }
}
