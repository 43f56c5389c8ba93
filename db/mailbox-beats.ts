/** How each mailbox is doing, told by the process that reads it to those that do not. */
import type { Queryable, Tx } from './db.ts'
import type { MailboxBeatRow } from './schema/mail.ts'

export async function writeMailboxBeats(tx: Tx, beats: MailboxBeatRow[]): Promise<void> {
  for (const beat of beats) {
    await tx
      .insertInto('mailbox_beats')
      .values(beat)
      .onConflict((on) =>
        on
          .column('name')
          .doUpdateSet({ health: beat.health, last_sign: beat.last_sign, told_at: beat.told_at }),
      )
      .execute()
  }
}

export function listMailboxBeats(db: Queryable, toldSince: number): Promise<MailboxBeatRow[]> {
  return db
    .selectFrom('mailbox_beats')
    .selectAll()
    .where('told_at', '>=', toldSince)
    .orderBy('name')
    .execute()
}

/** Of mailboxes that are read no longer. */
export async function forgetMailboxBeats(tx: Tx, except: string[]): Promise<void> {
  await tx.deleteFrom('mailbox_beats').where('name', 'not in', except).execute()
}
