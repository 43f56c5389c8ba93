/** The mail log: every mail that was taken in. */
import { z } from 'zod'
import { Id, Time } from './basics.ts'
import { Cursor, limitUpTo, page } from './page.ts'
import { TicketRef } from './ticket.ts'

export const MailBucket = z.enum([
  'ticket',
  'follow-up',
  'auto-reply',
  'bounce',
  'list',
  'duplicate',
  'quarantined',
])

export const Mail = z
  .object({
    id: Id,
    receivedAt: Time,
    from: z
      .object({ address: z.string().nullable(), name: z.string().nullable() })
      .meta({ description: 'What its From says; null where that could not be read' }),
    subject: z.string().nullable(),
    bucket: MailBucket.nullable().meta({ description: 'What became of it' }),
    error: z.string().nullable().meta({ description: 'Why it is quarantined' }),
    settledAt: Time.nullable().meta({ description: 'In quarantine: when somebody saw to it' }),
    source: z.string().meta({ description: 'Where it came in: smtp, or imap:user@host/folder' }),
    size: z.int().meta({ description: 'Bytes' }),
    ticket: TicketRef.nullable(),
    putAside: z
      .boolean()
      .meta({ description: 'Sorted as no person’s, and in no thread: a ticket can be made of it' }),
  })
  .meta({ id: 'Mail', description: 'A mail that was taken in' })

export const MailPage = page(Mail).extend({
  counts: z.record(z.string(), z.int()).meta({ description: 'Of all mails, by bucket' }),
  calling: z.int().meta({ description: 'In quarantine, and nobody has seen to them yet' }),
})

export const MailQuery = z.strictObject({
  bucket: MailBucket.optional(),
  q: z.string().max(200).optional().meta({ description: 'In subject, sender or ticket number' }),
  limit: limitUpTo(100, 50),
  cursor: Cursor,
})

export type MailBucket = z.infer<typeof MailBucket>
export type Mail = z.infer<typeof Mail>
export type MailPage = z.infer<typeof MailPage>
