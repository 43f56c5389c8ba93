import { countMails, listMails } from '../../db/mails.ts'
import { mailBuckets } from '../../db/schema/mail.ts'
import { withDb } from './office.ts'

const pageSize = 500

/** A line for every bucket, with 0 too, so that what is missing is seen. */
export async function printCounts(): Promise<void> {
  const found = await withDb((db) => countMails(db.read))
  const counts = { ...Object.fromEntries(mailBuckets.map((bucket) => [bucket, 0])), ...found }
  for (const [bucket, n] of Object.entries(counts)) console.log(`${bucket.padEnd(12)} ${n}`)
  console.log(`${'total'.padEnd(12)} ${Object.values(counts).reduce((sum, n) => sum + n, 0)}`)
}

/** A line for each mail: its number for `mail replay`, when it came, its bucket, its ticket, and what went wrong. */
export async function printMails(only: string | null): Promise<void> {
  const bucket = mailBuckets.find((one) => one === only) ?? null
  if (only !== null && !bucket)
    throw new Error(`There is no bucket ${only}; there are ${mailBuckets.join(', ')}.`)
  await withDb(async (db) => {
    for (let afterId = 0, isLast = false; !isLast;) {
      const mails = await listMails(db.read, { bucket, afterId, limit: pageSize })
      for (const mail of mails) {
        const columns = [
          String(mail.id).padStart(6),
          new Date(mail.received_at).toISOString(),
          (mail.bucket ?? 'unsorted').padEnd(12),
          mail.ticketNumber ?? '-',
          mail.error ?? '',
        ]
        console.log(columns.join('  ').trimEnd())
      }
      afterId = mails.at(-1)?.id ?? afterId
      isLast = mails.length < pageSize
    }
  })
}
