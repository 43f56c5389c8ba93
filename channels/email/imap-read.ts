import type { ImapFlow } from 'imapflow'
import type { Log } from '../channel.ts'
import type { ImapCursor } from './imap-cursor.ts'

export interface ImapPass {
  cursor: ImapCursor
  maxMailBytes: number
  /** Called for a whole batch at once, oldest first. */
  takeIn(raw: Buffer): Promise<void>
  log: Log
}

/**
 * Takes in every mail of the open folder behind the cursor, oldest first, and moves the cursor after each
 * batch is safely kept. Whatever fails, the cursor stands before the first mail not kept.
 */
export async function readNewMails(client: ImapFlow, pass: ImapPass): Promise<void> {
  const { mailbox } = client
  if (!mailbox) throw new Error('no mailbox is open')
  const { uidValidity } = mailbox
  const lastUid = await pass.cursor.lastUid(uidValidity)
  if (mailbox.exists === 0) return

  // `n:*` always names the last mail, even when its UID is below n (RFC 9051 §9, seq-range).
  const found = (await client.search({ uid: `${lastUid + 1}:*` }, { uid: true })) || []
  const uids = found.filter((uid) => uid > lastUid).sort((a, b) => a - b)
  for (let i = 0; i < uids.length; i += sizesAtOnce) {
    const sizes = await client.fetchAll(
      uids.slice(i, i + sizesAtOnce).join(','),
      { uid: true, size: true },
      { uid: true },
    )
    sizes.sort((a, b) => a.uid - b.uid)
    for (const batch of batches(sizes)) await takeInBatch(client, batch, pass, uidValidity)
  }
}

const sizesAtOnce = 500
const mailsAtOnce = 50
const bytesAtOnce = 4 * 1024 * 1024

interface Waiting {
  uid: number
  size?: number | undefined
}

/** Few enough bytes at a time to keep memory small; a large mail goes alone. */
function* batches(mails: Waiting[]): Generator<Waiting[]> {
  let batch: Waiting[] = []
  let bytes = 0
  for (const mail of mails) {
    const size = mail.size ?? 0
    if (batch.length && (batch.length >= mailsAtOnce || bytes + size > bytesAtOnce)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(mail)
    bytes += size
  }
  if (batch.length) yield batch
}

async function takeInBatch(
  client: ImapFlow,
  batch: Waiting[],
  pass: ImapPass,
  uidValidity: bigint,
): Promise<void> {
  const { cursor, maxMailBytes, takeIn, log } = pass
  const tooLarge = batch.some(({ size = 0 }) => size > maxMailBytes)
  if (tooLarge) log.warn({ maxMailBytes }, 'a mail above the size limit is taken in up to the limit')
  const source = tooLarge ? { start: 0, maxLength: maxMailBytes } : true
  const range = batch.map(({ uid }) => uid).join(',')
  const mails = await client.fetchAll(range, { uid: true, source }, { uid: true })
  mails.sort((a, b) => a.uid - b.uid)

  const taken = await Promise.allSettled(mails.map(({ source }) => source && takeIn(source)))
  const failed = taken.findIndex(({ status }) => status === 'rejected')
  // Mails expunged since they were listed do not hold the cursor back.
  const kept = failed < 0 ? batch.at(-1) : mails[failed - 1]
  if (kept) await cursor.advance(uidValidity, kept.uid)
  const failure = taken[failed]
  if (failure?.status === 'rejected') throw failure.reason
}
