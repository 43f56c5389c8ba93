/** One folder of a mailbox held against the ledger, mail by mail: what the server holds must add up. */
import { readMailSource, type ListedMailbox } from '../../../channels/email/index.ts'
import { readCursor } from '../../../db/cursors.ts'
import type { Db } from '../../../db/index.ts'
import { listMailsOf, listPassedLetters } from '../../../db/mailboxes.ts'
import { type MailBucket, mailBuckets } from '../../../db/schema/mail.ts'

/** `held` is the sum of the buckets, `unplaced`, `letters`, `waiting` and `missing`. */
export interface Balance {
  /** How many mails lie on the server. */
  held: number
  /** Of these, in the ledger. */
  buckets: Record<MailBucket, number>
  /** In the ledger too, from before it was noted where each lies: of these only how many. */
  unplaced: number
  /** Among sent mails: those that answer nobody here, and are not kept. */
  letters: number
  /** Not read yet. */
  waiting: number
  /** UIDs of those that were passed and are not in the ledger. */
  missing: number[]
  /** In the ledger, and no longer here: deleted or moved away. */
  gone: number
  /** In the ledger from before the server numbered the folder anew, and those kept before it was noted where they lie. */
  earlier: number
}

export async function balanceOf(
  db: Db,
  { name, listed }: { name: string; listed: NonNullable<ListedMailbox['listed']> },
): Promise<Balance> {
  const { uidValidity, uids } = listed
  const mailbox = `imap:${name}`
  const [mails, passed, cursor] = await Promise.all([
    listMailsOf(db.read, mailbox),
    listPassedLetters(db.read, mailbox),
    readCursor(db.read, mailbox),
  ])
  const [validity, last] = cursor?.split(':') ?? []
  const lastUid = validity === String(uidValidity) ? Number(last) : 0
  const uidIn = (source: string) => {
    const place = readMailSource(source)
    return place?.uidValidity === uidValidity ? place.uid : null
  }
  const bucketOf = new Map(mails.map(({ source, bucket }) => [uidIn(source), bucket]))
  const letters = new Set(passed.map(uidIn))
  const buckets = Object.fromEntries(mailBuckets.map((bucket) => [bucket, 0])) as Balance['buckets']
  const balance = { held: uids.length, letters: 0, waiting: 0, gone: 0 }
  const unknown: number[] = []
  for (const uid of uids) {
    const bucket = bucketOf.get(uid)
    if (bucket) buckets[bucket] += 1
    else if (letters.has(uid)) balance.letters += 1
    else if (uid > lastUid) balance.waiting += 1
    else unknown.push(uid)
  }
  const places = mails.map(({ source }) => readMailSource(source))
  const placeless = places.filter((place) => place === null).length
  const ofThisNumbering = places.filter((place) => place?.uidValidity === uidValidity).length
  const unplaced = Math.min(placeless, unknown.length)
  const found = Object.values(buckets).reduce((sum, n) => sum + n, 0)
  return {
    ...balance,
    buckets,
    unplaced,
    // The oldest are those of whose places nothing is known.
    missing: unknown.slice(unplaced),
    gone: ofThisNumbering - found,
    earlier: mails.length - ofThisNumbering - unplaced,
  }
}
