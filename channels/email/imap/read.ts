import type { ImapFlow } from 'imapflow'
import type { MailboxLedger } from '../deps.ts'
import type { ImapAfter } from './after.ts'
import type { Attempts, MailFailure } from './attempts.ts'
import type { ImapCursor } from './cursor.ts'
import type { Fetched } from './fetch.ts'
import { createFetcher, type FetchedFolder } from './fetch-in-order.ts'
import { mailSource } from './url.ts'
import { whatIsLeft } from './unreadable-mail.ts'

export interface ImapFolder extends FetchedFolder {
  cursor: ImapCursor
  attempts: Attempts
  ledger: Pick<MailboxLedger, 'known' | 'quarantine' | 'isPassing'>
  /** Called for a whole batch at once, oldest first. Resolves once the mail is safely kept. */
  takeIn(raw: Buffer, source: string): Promise<void>
  /** Told how many mails lie behind the cursor, before they are taken in. */
  onFound?(count: number): void
  after: ImapAfter
}

/**
 * Takes in every mail of the open folder behind the cursor, oldest first, and moves the cursor after each
 * batch is safely kept. Whatever fails, the cursor stands before the first mail not kept; a mail that fails
 * again and again by itself goes into quarantine, and the cursor passes it.
 */
export function createImapReader(folder: ImapFolder): (client: ImapFlow) => Promise<void> {
  const { cursor, attempts, ledger, takeIn, after, log } = folder
  const fetchInOrder = createFetcher(folder)

  return async function readNew(client) {
    if (!client.mailbox) throw new Error('no mailbox is open')
    const { uidValidity, exists } = client.mailbox
    const lastUid = await cursor.lastUid(uidValidity)
    if (exists === 0) return

    // `n:*` always names the last mail, even when its UID is below n (RFC 9051 §9, seq-range).
    const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true })
    if (!found) throw new Error('the IMAP server refuses to search')
    const uids = found.filter((uid) => uid > lastUid).sort((a, b) => a - b)
    folder.onFound?.(uids.length)
    await takeInAll(client, uidValidity, uids)
  }

  /** While one batch is being stored, the next is understood and the one after it fetched. */
  async function takeInAll(client: ImapFlow, uidValidity: bigint, uids: number[]): Promise<void> {
    let inHand: Promise<unknown> = Promise.resolve()
    let last: Promise<void> = Promise.resolve()
    const fetched = fetchInOrder(client, uidValidity, uids, () => last)
    try {
      let next = await fetched.next()
      while (!next.done) {
        const batch = next.value
        const taken = takeInBatch(uidValidity, batch)
        inHand = taken
        const before = last
        last = before.then(async () => settle(client, uidValidity, batch, await taken))
        last.catch(() => undefined)
        const ahead = fetched.next()
        // It is waited for below, and by nobody when the batch before fails.
        ahead.catch(() => undefined)
        await before
        next = await ahead
      }
    } finally {
      // Nothing is being stored any more when the next pass asks what is known.
      await inHand
      await last
    }
  }

  function takeInBatch(uidValidity: bigint, { uids, mails }: Fetched): Promise<PromiseSettledResult<void>[]> {
    return Promise.allSettled(
      uids.map(async (uid) => {
        const raw = mails.get(uid)
        if (raw) await takeIn(raw, mailSource(folder.name, uidValidity, uid))
      }),
    )
  }

  /** In the order of the batches: the cursor moves behind what is kept or put aside, and stops before what failed. */
  async function settle(
    client: ImapFlow,
    uidValidity: bigint,
    { uids, mails, failures }: Fetched,
    taken: PromiseSettledResult<void>[],
  ): Promise<void> {
    const kept: number[] = []
    let last = uids.at(-1)
    let stop: MailFailure | null = null
    for (const [i, uid] of uids.entries()) {
      const result = taken[i]
      const failure: MailFailure | undefined =
        result?.status === 'rejected' ? { kind: 'mail', error: result.reason } : failures.get(uid)
      if (!failure) kept.push(uid)
      else if (!(await giveUp(client, uidValidity, uid, failure, mails.get(uid)))) {
        stop = failure
        last = uids[i - 1]
        break
      }
    }
    // Mails expunged since they were listed do not hold the cursor back.
    await after(client, kept)
    if (last) await cursor.advance(uidValidity, last)
    if (stop) throw stop.error
  }

  /** True when the mail was tried often enough and is in quarantine now. */
  async function giveUp(
    client: ImapFlow,
    uidValidity: bigint,
    uid: number,
    failure: MailFailure,
    raw?: Buffer,
  ) {
    if (ledger.isPassing(failure.error)) return false
    if (!(await attempts.isOver(uidValidity, uid, failure))) return false
    const words =
      failure.error instanceof Error ? `${failure.error.name}: ${failure.error.message}` : 'unknown'
    const left = raw ?? (await whatIsLeft(client, uid, folder.name))
    await ledger.quarantine(left, mailSource(folder.name, uidValidity, uid), words)
    log.error({ uid }, 'a mail could not be taken in from the mailbox; it is in quarantine')
    return true
  }
}
