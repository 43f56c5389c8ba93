/** A message of a thread, whoever wrote it and whatever channel it took. */
import { z } from 'zod'
import { AgentRef } from './agent.ts'
import { Attachment } from './attachment.ts'
import { Channel, Id, Time } from './basics.ts'
import { Call, CallEvent } from './call.ts'
import { Delivery } from './delivery.ts'
import { Later } from './later.ts'
import { MissingFile, Parts } from './parts.ts'

export const Authenticity = z
  .object({
    spf: z.enum(['pass', 'fail', 'softfail', 'neutral', 'none']),
    dkim: z.enum(['pass', 'fail', 'none']),
    dmarc: z.enum(['pass', 'fail', 'none']),
    domain: z.string().meta({ description: 'Of the sender’s address' }),
    arc: z
      .object({
        result: z.enum(['pass', 'fail']),
        through: z.array(z.string()),
        dmarc: z.enum(['pass', 'fail', 'none']),
      })
      .optional()
      .meta({
        description:
          'What those who forwarded it say of the sender (RFC 8617), where the sender’s domain does not vouch for it; nothing follows from it',
      }),
    doubt: z.enum(['policy', 'unlike', 'colleague']).nullable().meta({
      description:
        'Why the sender is not believed, so that the mail joined no ticket: its domain’s policy, it is unlike earlier mail from there (not signed), or it claims to be one of us without proof',
    }),
  })
  .meta({ id: 'Authenticity' })

export const Message = z
  .object({
    id: Id,
    ticketId: Id,
    seq: z.int().meta({ description: 'Grows by one in a ticket' }),
    direction: z.enum(['inbound', 'outbound', 'internal']),
    channel: Channel,
    author: z.object({
      kind: z.enum(['contact', 'agent', 'system']),
      id: Id.nullable(),
      name: z.string().nullable(),
      address: z.string().optional().meta({ description: 'Of an incoming mail: what its From says' }),
      picture: z.string().optional().meta({ description: 'Of an agent who has one; open to anyone' }),
    }),
    text: z.string(),
    quoted: z.string().nullable(),
    html: z.string().nullable(),
    truncated: z.boolean().optional().meta({
      description: 'Texts were cut at 200,000 characters, as in socket events; GET /messages/{id} has all',
    }),
    attachments: z.array(Attachment),
    cc: z
      .array(z.object({ address: z.string(), name: z.string().nullable() }))
      .meta({ description: 'E-mail: who else received it; what citizens see of chats never has it' }),
    answer: z.string().nullable(),
    answerVersion: z.string().nullable(),
    delivery: Delivery.nullable().meta({ description: 'Null for what is not sent' }),
    authenticity: Authenticity.optional().meta({ description: 'Of an incoming mail; absent when unknown' }),
    later: Later.optional().meta({ description: 'Only of an answer that was put off and has not gone yet' }),
    withdrawn: z
      .object({
        author: AgentRef.nullable(),
        by: AgentRef,
        at: Time,
        wasBrief: z.boolean().meta({ description: 'Undone in the moment after sending' }),
      })
      .optional()
      .meta({ description: 'Of an answer that was taken back before it went: what is left is internal' }),
    parts: Parts.optional(),
    missingFiles: z.array(MissingFile).optional().meta({
      description:
        'Files of a text, or the sound of a voice message, that are still on their way to us or lost',
    }),
    callEvent: CallEvent.optional().meta({ description: 'Telephone: what happened, as data' }),
    call: Call.optional().meta({ description: 'On the message that stands for a call: how it is now' }),
    clientId: z.string().nullable(),
    copyOf: Id.optional().meta({
      description: 'An answer that was also carried to another address: the last message it repeats',
    }),
    createdAt: Time,
  })
  .meta({ id: 'Message' })

export type Message = z.infer<typeof Message>
