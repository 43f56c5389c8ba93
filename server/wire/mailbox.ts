/** The mailboxes that are read, and how they and the ledger compare. */
import { z } from 'zod'
import { Time } from './basics.ts'
import { MailBucket } from './mail.ts'

const TroubleCode = z.enum(['refused', 'unreachable', 'folder', 'storage', 'marking', 'failed', 'silent'])
const Holds = z.enum(['received', 'sent']).meta({ description: 'sent: what the office sent itself' })

export const Mailbox = z
  .object({
    name: z.string().meta({ description: 'user@host/FOLDER' }),
    holds: Holds,
    elsewhere: z.boolean().meta({ description: 'Read by another process, which says how it is doing' }),
    state: z.enum(['connecting', 'reading', 'waiting', 'failing']).meta({
      description: 'waiting: everything is taken in, and the server will tell of new mail',
    }),
    noticedBy: z
      .enum(['idle', 'poll'])
      .nullable()
      .meta({ description: 'idle: the server tells of new mail; poll: it is asked each minute' }),
    alarming: z.boolean().meta({ description: 'For IMAP_ALARM_MINUTES it was not read to its end' }),
    quietSince: Time.meta({ description: 'When something last succeeded, or the start' }),
    lastPassAt: Time.nullable().meta({ description: 'When it was last read to its end' }),
    failingSince: Time.nullable(),
    nextTryAt: Time.nullable().meta({ description: 'After a failure: when it is tried again' }),
    lastError: z.object({ code: TroubleCode, words: z.string(), at: Time }).nullable(),
    lastMailAt: Time.nullable().meta({ description: 'When its newest mail was taken in' }),
    cursor: z
      .object({ uidValidity: z.string(), uid: z.int() })
      .nullable()
      .meta({ description: 'Everything up to this UID is taken in' }),
    backlog: z.int().nullable().meta({ description: 'How many wait there to be taken in, if known' }),
    quarantined: z.int().meta({ description: 'How many of its mails wait in quarantine' }),
  })
  .meta({ id: 'Mailbox' })

export const MailboxName = z.strictObject({ name: z.string().max(500) })

export const MailboxBalance = z
  .object({
    name: z.string(),
    holds: Holds,
    trouble: z
      .object({ code: TroubleCode, words: z.string() })
      .nullable()
      .meta({ description: 'Why it could not be looked at; then there is no balance' }),
    takeInFailed: z.boolean(),
    balance: z
      .object({
        held: z.int().meta({
          description:
            'On the server: the sum of the buckets, `unplaced`, `letters`, `waiting` and `missing`',
        }),
        buckets: z.record(MailBucket, z.int()),
        unplaced: z.int().meta({ description: 'In the ledger from before it was noted where each lies' }),
        letters: z.int().meta({ description: 'Sent mails that answer nobody here, and are not kept' }),
        waiting: z.int().meta({ description: 'Not read yet' }),
        missing: z.int().meta({ description: 'Passed, and not in the ledger' }),
        gone: z.int().meta({ description: 'In the ledger, and no longer there' }),
        earlier: z.int().meta({ description: 'In the ledger from before the folder was numbered anew' }),
      })
      .nullable(),
  })
  .meta({ id: 'MailboxBalance' })

export const MailboxCheck = z
  .object({
    state: z.enum(['none', 'running', 'taking-in', 'done']),
    startedAt: Time.nullable(),
    finishedAt: Time.nullable(),
    total: z.int().meta({ description: 'How many folders are asked' }),
    folders: z.array(MailboxBalance),
    ledger: z
      .object({
        total: z.int(),
        smtp: z.int(),
        lmtp: z.int(),
        mailboxes: z.int(),
        elsewhere: z.int().meta({ description: 'From mailboxes that are read no longer' }),
      })
      .meta({ description: 'Every mail ever taken in, by the way it came; `total` is their sum' }),
  })
  .meta({ id: 'MailboxCheck', description: 'Mailboxes and ledger held against each other' })

export type Mailbox = z.infer<typeof Mailbox>
export type MailboxBalance = z.infer<typeof MailboxBalance>
export type MailboxCheck = z.infer<typeof MailboxCheck>
