/** What the ledger has of one mailbox, whose name the sources of its mails begin with. */
import { sql, type SqlBool } from 'kysely'
import type { Queryable, Tx } from './db.ts'
import type { MailRow } from './schema/mail.ts'

/** Where each mail lies and what became of it. `mailbox` as in sources: `imap:user@host/INBOX`. */
export function listMailsOf(db: Queryable, mailbox: string): Promise<Pick<MailRow, 'source' | 'bucket'>[]> {
  return db.selectFrom('mails').select(['source', 'bucket']).where(isFrom(mailbox)).execute()
}

/** When its newest mail came, and how many of its mails wait in quarantine for somebody. */
export async function readMailboxNews(
  db: Queryable,
  mailbox: string,
): Promise<{ lastMailAt: number | null; quarantined: number }> {
  const [newest, waiting] = await Promise.all([
    db
      .selectFrom('mails')
      .select('received_at')
      .where(isFrom(mailbox))
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst(),
    db
      .selectFrom('mails')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('bucket', '=', 'quarantined')
      .where('settled_at', 'is', null)
      .where(isFrom(mailbox))
      .executeTakeFirstOrThrow(),
  ])
  return { lastMailAt: newest?.received_at ?? null, quarantined: Number(waiting.n) }
}

/** How many mails came in by each way: `smtp`, `lmtp`, `imap`. */
export async function countMailsByWay(db: Queryable): Promise<Record<string, number>> {
  const way = sql<string>`case when source like 'imap:%' then 'imap' else source end`
  const rows = await db
    .selectFrom('mails')
    .select((eb) => [way.as('way'), eb.fn.countAll<number>().as('n')])
    .groupBy(way)
    .execute()
  return Object.fromEntries(rows.map((row) => [row.way, Number(row.n)]))
}

/** Notes that a letter in the folder of sent mails answers nobody. */
export async function notePassedLetter(tx: Tx, source: string): Promise<void> {
  await tx
    .insertInto('passed_letters')
    .values({ source })
    .onConflict((on) => on.column('source').doNothing())
    .execute()
}

export async function listPassedLetters(db: Queryable, mailbox: string): Promise<string[]> {
  const rows = await db.selectFrom('passed_letters').select('source').where(isFrom(mailbox)).execute()
  return rows.map(({ source }) => source)
}

function isFrom(mailbox: string) {
  const escaped = mailbox.replace(/[\\%_]/g, '\\$&')
  return sql<SqlBool>`(source = ${mailbox} or source like ${`${escaped};%`} escape '\\')`
}
