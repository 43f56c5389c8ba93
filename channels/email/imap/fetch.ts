import type { ImapFlow } from 'imapflow'
import { giveBack, makeRoomFor } from '../../lib/spent-memory.ts'
import { sharedBytes } from '../shared-bytes.ts'
import type { MailFailure } from './attempts.ts'

/** One batch of mails, as the server gave them. */
export interface Fetched {
  uids: number[]
  mails: Map<number, Buffer>
  failures: Map<number, MailFailure>
}

/** A mail by its UID, and its size as the server says it; without one it is small. */
export interface Waiting {
  uid: number
  size?: number | undefined
}

const largeBytes = 1024 * 1024
const pieceBytes = 512 * 1024

/**
 * The mails with these UIDs, and how large each is where one has more than `smallBytes`: to hear a mail's size takes as long
 * as to hear a short mail. One whose size the server does not say stays among them.
 */
export async function withSizes(
  client: ImapFlow,
  uids: number[],
  smallBytes = 128 * 1024,
): Promise<Waiting[]> {
  const range = uids.join(',')
  const notSmall = await client.search({ uid: range, larger: smallBytes }, { uid: true })
  if (notSmall && notSmall.length === 0) return uids.map((uid) => ({ uid }))
  const said = await client.fetchAll(range, { uid: true, size: true }, { uid: true })
  const sizes = new Map(said.map(({ uid, size }) => [uid, size]))
  return uids.map((uid) => ({ uid, size: sizes.get(uid) }))
}

/** Fetches whole mails (BODY.PEEK), each up to `maxBytes`. A large one that comes alone is fetched in pieces. */
export async function fetchMails(
  client: ImapFlow,
  wanted: Waiting[],
  maxBytes: number,
): Promise<Omit<Fetched, 'uids'>> {
  const mails = new Map<number, Buffer>()
  const [first] = wanted
  if (!first) return { mails, failures: new Map() }
  if (wanted.length === 1 && (first.size ?? 0) > largeBytes) {
    const mail = await fetchInPieces(client, first, maxBytes)
    if (mail) mails.set(first.uid, mail)
  } else {
    const isTooLarge = wanted.some(({ size = 0 }) => size > maxBytes)
    const source = isTooLarge ? { start: 0, maxLength: maxBytes } : true
    const range = wanted.map(({ uid }) => uid).join(',')
    for (const mail of await client.fetchAll(range, { uid: true, source }, { uid: true })) {
      if (mail.source) mails.set(mail.uid, mail.source)
    }
  }
  return { mails, failures: await whatIsMissing(client, wanted, mails) }
}

/** Once in memory, and not as often as a mail that passes the reader of the line as a whole. Null when it is not there. */
async function fetchInPieces(
  client: ImapFlow,
  { uid, size = 0 }: Waiting,
  maxBytes: number,
): Promise<Buffer | null> {
  makeRoomFor(size)
  let mail = sharedBytes(Math.min(size, maxBytes))
  let length = 0
  for (;;) {
    const source = { start: length, maxLength: Math.min(pieceBytes, maxBytes - length) }
    const rows = await client.fetchAll(String(uid), { uid: true, source }, { uid: true })
    const piece = rows.find((row) => row.uid === uid)?.source
    // Behind its end some give nothing; before it, it was taken away meanwhile.
    if (!piece) return length > 0 && length >= size ? mail.subarray(0, length) : null
    const given = piece.length
    if (length + given > mail.length) mail = larger(mail, length + given)
    length += piece.copy(mail, length)
    giveBack(piece)
    // Servers err in sizes, and some give less than they are asked for: only a piece that is short and behind the size is the last.
    const isLast = given === 0 || (given < source.maxLength && length >= size)
    if (isLast || length >= maxBytes) return mail.subarray(0, length)
  }
}

function larger(bytes: Buffer, least: number): Buffer {
  const room = sharedBytes(Math.max(least, bytes.length + pieceBytes))
  bytes.copy(room)
  return room
}

async function whatIsMissing(
  client: ImapFlow,
  wanted: Waiting[],
  mails: Map<number, Buffer>,
): Promise<Map<number, MailFailure>> {
  const missing = wanted.map(({ uid }) => uid).filter((uid) => !mails.has(uid))
  if (missing.length === 0) return new Map()
  const listed = await client.search({ uid: missing.join(',') }, { uid: true })
  if (!listed) throw new Error('the IMAP server refuses to search')
  return new Map(listed.map((uid) => [uid, { kind: 'mail', error: new NotGivenOut() }]))
}

/** Listed still, and yet not there: some servers answer OK and leave out the mail that they cannot read themselves. */
class NotGivenOut extends Error {
  override name = 'NotGivenOut'
  constructor() {
    super('the server lists the mail, but does not give it out')
  }
}
