import type { Queryable, Tx } from './db.ts'
import { prepared } from './prepared.ts'
import type { RawMailRow } from './schema/mail.ts'

/** Keeps a raw mail, compressed; the same again changes nothing. */
export async function insertRawMail(tx: Tx, mail: RawMailRow): Promise<void> {
  await insertRawMails(tx, mail)
}

const insertRawMails = prepared((db, mail: RawMailRow) =>
  db
    .insertInto('raw_mails')
    .values(mail)
    .onConflict((on) => on.doNothing()),
)

/** Among those in the database. */
export async function isRawMailKept(db: Queryable, sha256: string): Promise<boolean> {
  return (await selectKept(db, { sha256 })).length > 0
}

const selectKept = prepared((db, { sha256 }: { sha256: string }) =>
  db.selectFrom('raw_mails').select('sha256').where('sha256', '=', sha256),
)

/** Null for one that is a file. */
export async function findRawMail(db: Queryable, sha256: string): Promise<Buffer | null> {
  const row = await db.selectFrom('raw_mails').select('zstd').where('sha256', '=', sha256).executeTakeFirst()
  return row?.zstd ?? null
}
