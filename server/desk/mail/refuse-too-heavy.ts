import type { ChannelKind } from '../../../channels/contract/channel.ts'
import { findAttachmentsById } from '../../../db/attachments.ts'
import type { Tx } from '../../../db/index.ts'
import { invalidField } from '../../errors.ts'

/** Base64 makes a third more of it (RFC 2045 §6.8): so a mail stays below the 25 MB that large providers take. */
const mostMegabytes = 18

/** Throws `invalid` when the files of an answer by mail are more than any server takes: known before it is queued, not after it came back. */
export async function refuseTooHeavy(tx: Tx, channel: ChannelKind, ids: number[]): Promise<void> {
  if (channel !== 'email' || ids.length === 0) return
  const files = await findAttachmentsById(tx, ids)
  const megabytes = files.reduce((sum, { size }) => sum + size, 0) / 1024 / 1024
  if (megabytes <= mostMegabytes) return
  const sentence = `The files of one mail have at most ${mostMegabytes} MB together; these have ${megabytes.toFixed(1)}.`
  throw invalidField('attachments', sentence)
}
