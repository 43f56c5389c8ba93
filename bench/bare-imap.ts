/**
 * The raw limit `imap` is held against, in a process of its own: fetch all mails by imapflow in one command, parse each.
 * `fork`ed with the mailbox's URL; answers with the seconds that took and how many mails there were.
 */
import { ImapFlow } from 'imapflow'
import { simpleParser } from 'mailparser'

const url = new URL(process.argv[2] ?? '')
const client = new ImapFlow({
  host: url.hostname,
  port: Number(url.port),
  secure: false,
  auth: { user: decodeURIComponent(url.username), pass: url.password },
  logger: false,
})
const began = performance.now()
await client.connect()
await client.mailboxOpen('INBOX', { readOnly: true })
let mails = 0
for await (const { source } of client.fetch('1:*', { uid: true, source: true })) {
  await simpleParser(source ?? Buffer.alloc(0))
  mails++
}
const seconds = (performance.now() - began) / 1000
await client.logout()
process.send?.({ seconds, mails })
process.disconnect()
