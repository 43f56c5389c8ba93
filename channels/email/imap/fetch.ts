import type { ImapFlow } from 'imapflow'
import type { MailFailure } from './attempts.ts'

/** One batch of mails, as the server gave them. */
export interface Fetched {
  uids: number[]
  mails: Map<number, Buffer>
  failures: Map<number, MailFailure>
}

/** Fetches whole mails (BODY.PEEK), each up to `maxBytes` when that is given. */
export async function fetchMails(
  client: ImapFlow,
  uids: number[],
  maxBytes: number | null,
): Promise<Omit<Fetched, 'uids'>> {
  const mails = new Map<number, Buffer>()
  if (uids.length === 0) return { mails, failures: new Map() }
  const source = maxBytes === null ? true : { start: 0, maxLength: maxBytes }
  for (const mail of await client.fetchAll(uids.join(','), { uid: true, source }, { uid: true })) {
    if (mail.source) mails.set(mail.uid, mail.source)
  }
  const missing = uids.filter((uid) => !mails.has(uid))
  if (missing.length === 0) return { mails, failures: new Map() }
  const listed = await client.search({ uid: missing.join(',') }, { uid: true })
  if (!listed) throw new Error('the IMAP server refuses to search')
  return { mails, failures: new Map(listed.map((uid) => [uid, { kind: 'mail', error: new NotGivenOut() }])) }
}

/** Listed still, and yet not there: some servers answer OK and leave out the mail that they cannot read themselves. */
class NotGivenOut extends Error {
  override name = 'NotGivenOut'
  constructor() {
    super('the server lists the mail, but does not give it out')
  }
}
