/** Reports that came before we knew the provider's id of the message they speak of. */
import type { Tx } from './db.ts'
import type { Schema } from './schema/index.ts'

type Report = Schema['early_reports']

export async function keepEarlyReport(tx: Tx, report: Report): Promise<void> {
  await tx
    .insertInto('early_reports')
    .values(report)
    .onConflict((on) => on.columns(['channel', 'provider_id', 'state']).doNothing())
    .execute()
}

export async function takeEarlyReports(
  tx: Tx,
  channel: Report['channel'],
  providerId: string,
): Promise<Report[]> {
  return tx
    .deleteFrom('early_reports')
    .where('channel', '=', channel)
    .where('provider_id', '=', providerId)
    .returningAll()
    .execute()
}

export async function forgetEarlyReports(tx: Tx, before: number): Promise<void> {
  await tx.deleteFrom('early_reports').where('created_at', '<', before).execute()
}
