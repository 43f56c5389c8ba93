/** No file in which something was found leaves the house: refused with the answer that carries it, and once more before it goes. */
import { ChannelError } from '../../../channels/contract/channel.ts'
import type { Tx } from '../../../db/index.ts'
import { findInfectedAmong } from '../../../db/scans.ts'
import type { AttachmentRow } from '../../../db/schema/messages.ts'
import { asTanyaError, invalidField } from '../../errors.ts'
import type { Scanning } from './scanning.ts'

/** Throws for what is known by now: whoever writes can take the file away again. */
export async function refuseKnownInfected(tx: Tx, attachmentIds: number[]): Promise<void> {
  const infected = attachmentIds.length > 0 && (await findInfectedAmong(tx, attachmentIds))
  if (infected)
    throw invalidField(
      'attachments',
      `Lampiran “${infected.filename}” mengandung virus (${infected.found}). Hapus dulu dari balasan ini.`,
    )
}

/** Throws a `ChannelError`: for good where something is found, for now while the scanner cannot say. */
export async function checkOutgoing(
  files: AttachmentRow[],
  refuseInfected: Scanning['refuseInfected'],
): Promise<void> {
  for (const { sha256, filename } of files) {
    await refuseInfected(sha256).catch((thrown: unknown) => {
      const isFound = asTanyaError(thrown).code === 'forbidden'
      const words = isFound
        ? `Lampiran “${filename}” mengandung virus dan tidak dikirim.`
        : 'Lampiran belum dapat diperiksa: pemindai virus tidak menjawab.'
      throw new ChannelError(words, { permanent: isFound, cause: thrown })
    })
  }
}
