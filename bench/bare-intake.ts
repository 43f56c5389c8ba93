/**
 * The raw limit `ingest` is held against, in a process of its own: what anybody would write first. Mailparser's `simpleParser`
 * reads a mail that is in memory, one prepared statement inserts sender, subject, text and HTML, and that is committed
 * (WAL, `synchronous=FULL`, as ours) before the next. No line to read from, no raw copy, no files, no search, no thread, no event.
 * `fork`ed; told `{run, count}`, it answers with the seconds that took.
 */
import SQLite from 'better-sqlite3'
import { simpleParser } from 'mailparser'
import { join } from 'node:path'
import { mailFor } from './corpus.ts'

const file = new SQLite(join(process.argv[2] ?? '.', 'bare.db'))
file.pragma('journal_mode = WAL')
file.pragma('synchronous = FULL')
file.exec(
  'create table mails (id integer primary key, message_id text unique, sender text, subject text, body text, html text)',
)
const insert = file.prepare(
  'insert into mails (message_id, sender, subject, body, html) values (?, ?, ?, ?, ?)',
)

process.on('message', ({ run, count }: { run: string; count: number }) => {
  const mails = Array.from({ length: count }, (_, number) => mailFor(run, number))
  void takeIn(mails).then((seconds) => process.send?.(seconds))
})
process.on('disconnect', () => process.exit(0))

async function takeIn(mails: Buffer[]): Promise<number> {
  const began = performance.now()
  for (const raw of mails) {
    const mail = await simpleParser(raw)
    insert.run(mail.messageId, mail.from?.text, mail.subject, mail.text, mail.html || null)
  }
  return (performance.now() - began) / 1000
}
