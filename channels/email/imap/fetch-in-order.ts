/** The mails of a folder in the order of their UIDs, a batch at a time. */
import type { ImapFlow } from 'imapflow'
import type { Log } from '../../contract/channel.ts'
import type { MailboxLedger } from '../deps.ts'
import type { MailFailure } from './attempts.ts'
import { batches, bytesAtOnce, bytesOf } from './batches.ts'
import { fetchMails, withSizes, type Fetched, type Waiting } from './fetch.ts'
import { mailSource } from './url.ts'

const mailsAtOnce = 80

export interface FetchedFolder {
  /** As `mailboxName` says. */
  name: string
  ledger: Pick<MailboxLedger, 'known'>
  maxMailBytes: number
  log: Log
}

/** Of those with these UIDs what the ledger does not know yet. Rejects when a batch fails as a whole; its mails then come one at a time. */
export function createFetcher({ name, ledger, maxMailBytes, log }: FetchedFolder) {
  /** Up to this UID mails go one at a time, for a batch failed as a whole and one of them must be named. */
  let singlyUpTo = 0

  /** Each batch when it is asked for; a large mail when nothing else is in hand. */
  async function* fetchInOrder(
    client: ImapFlow,
    uidValidity: bigint,
    uids: number[],
    nothingInHand: () => Promise<void>,
  ): AsyncGenerator<Fetched, void> {
    // At first, and where the last ones were much together, all sizes are heard that could make a batch too large.
    let lastBytes = Infinity
    for (let i = 0; i < uids.length; i += mailsAtOnce) {
      const smallBytes = lastBytes > bytesAtOnce / 2 ? Math.floor(bytesAtOnce / mailsAtOnce) : undefined
      const waiting = await withSizes(client, uids.slice(i, i + mailsAtOnce), smallBytes)
      lastBytes = 0
      for (const batch of batches(waiting, (uid) => uid <= singlyUpTo)) {
        if (bytesOf(batch) > bytesAtOnce) await nothingInHand()
        const fetched = await fetchBatch(client, uidValidity, batch)
        for (const { length } of fetched.mails.values()) lastBytes += length
        yield fetched
      }
    }
  }

  async function fetchBatch(client: ImapFlow, uidValidity: bigint, batch: Waiting[]): Promise<Fetched> {
    const uids = batch.map(({ uid }) => uid)
    const known = await ledger.known(uids.map((uid) => mailSource(name, uidValidity, uid)))
    const wanted = batch.filter(({ uid }) => !known.has(mailSource(name, uidValidity, uid)))
    if (batch.some(({ size = 0 }) => size > maxMailBytes))
      log.warn({ maxMailBytes }, 'a mail above the size limit is taken in up to the limit')
    try {
      return { uids, ...(await fetchMails(client, wanted, maxMailBytes)) }
    } catch (error) {
      if (uids.length > 1) {
        singlyUpTo = Math.max(singlyUpTo, uids.at(-1) ?? 0)
        throw error
      }
      const failure: MailFailure = { kind: isRefusal(error) ? 'mail' : 'line', error }
      return { uids, mails: new Map(), failures: new Map(uids.map((uid) => [uid, failure])) }
    }
  }

  return fetchInOrder
}

/** The server said no to this very mail; when it is only busy (RFC 5530), that says nothing. */
function isRefusal(error: unknown): boolean {
  const { responseStatus, responseText = '', code } = error as Record<string, string | undefined>
  const isBusy = code === 'ETHROTTLE' || /^\[(?:UNAVAILABLE|INUSE|LIMIT)\]/.test(responseText)
  return (responseStatus === 'NO' || responseStatus === 'BAD') && !isBusy
}
