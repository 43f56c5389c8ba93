import type { Queryable, Tx } from './db.ts'
import type { PhoneRow } from './schema/texts.ts'

export type TextingChannel = 'sms' | 'whatsapp'

const stoppedAt = { sms: 'sms_stopped_at', whatsapp: 'whatsapp_stopped_at' } as const

export async function findPhones(db: Queryable, addresses: string[]): Promise<PhoneRow[]> {
  if (addresses.length === 0) return []
  return db.selectFrom('phones').selectAll().where('address', 'in', addresses).execute()
}

/** When a number stopped what comes by a channel; null when it takes it. */
export async function stoppedSince(
  db: Queryable,
  channel: TextingChannel,
  address: string,
): Promise<number | null> {
  const [phone] = await findPhones(db, [address])
  return phone?.[stoppedAt[channel]] ?? null
}

/** Notes that a number wants no more by a channel, or takes it again; false when that was so before. */
export async function noteStopped(
  tx: Tx,
  channel: TextingChannel,
  address: string,
  at: number | null,
): Promise<boolean> {
  const phone = await lockPhone(tx, address)
  if ((phone[stoppedAt[channel]] === null) === (at === null)) return false
  await tx
    .updateTable('phones')
    .set({ [stoppedAt[channel]]: at })
    .where('address', '=', address)
    .execute()
  return true
}

/** For 24 hours from `at` it may be answered freely by WhatsApp. */
export async function noteWroteByWhatsapp(tx: Tx, address: string, at: number): Promise<void> {
  await tx
    .insertInto('phones')
    .values({ ...unknown, address, whatsapp_wrote_at: at })
    .onConflict((on) => on.column('address').doUpdateSet({ whatsapp_wrote_at: at }))
    .execute()
}

/** Tickets of whoever has this number that are not done with, the newest first; of very many only some. */
export async function openTicketsOfPhone(tx: Tx, address: string): Promise<number[]> {
  const rows = await tx
    .selectFrom('tickets')
    .select('id')
    .where('contact_id', 'in', (eb) =>
      eb
        .selectFrom('identities')
        .select('contact_id')
        .where('kind', '=', 'phone')
        .where('address', '=', address),
    )
    .where('status', 'not in', ['solved', 'closed'])
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
  return rows.map(({ id }) => id)
}

const unknown = { sms_stopped_at: null, whatsapp_stopped_at: null, whatsapp_wrote_at: null }

/** Its row, made where there is none, and kept from other transactions until this one ends. */
function lockPhone(tx: Tx, address: string): Promise<PhoneRow> {
  return tx
    .insertInto('phones')
    .values({ ...unknown, address })
    .onConflict((on) => on.column('address').doUpdateSet({ address }))
    .returningAll()
    .executeTakeFirstOrThrow()
}
