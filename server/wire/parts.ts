/** SMS and WhatsApp: what a message carries besides its words, and files that are not here. */
import { z } from 'zod'
import { Time } from './basics.ts'

const Line = z.string().nullable()

export const Parts = z
  .object({
    place: z
      .object({ latitude: z.number(), longitude: z.number(), label: Line, address: Line })
      .optional()
      .meta({ description: 'A place the citizen sent; degrees north and east' }),
    contacts: z
      .array(
        z.object({
          name: Line,
          organisation: Line,
          phones: z.array(z.string()),
          emails: z.array(z.string()),
        }),
      )
      .optional()
      .meta({ description: 'Contact cards the citizen sent; the files are among the attachments' }),
    button: z
      .object({ text: z.string(), payload: Line })
      .optional()
      .meta({ description: 'Which button the citizen pressed, and what it stands for' }),
    reaction: z
      .object({ emoji: z.string(), to: Line })
      .optional()
      .meta({ description: 'To a message, by its provider’s id; an empty emoji takes it back' }),
    isTextOurs: z.boolean().optional().meta({
      description: 'The citizen wrote no words: `text` only names what came instead',
    }),
    files: z.int().optional().meta({ description: 'How many files came with it, here or still to come' }),
    optOut: z.enum(['stop', 'start']).optional().meta({
      description: 'The whole message stops what the office sends to this number, or takes it again',
    }),
    asLink: z.boolean().optional().meta({
      description: 'An answer of which the first words went, with a link to its private page',
    }),
    template: z
      .object({
        id: z.string(),
        contentSid: z.string(),
        variables: z.record(z.string(), z.string()),
      })
      .optional()
      .meta({ description: 'The approved WhatsApp template an answer was sent by' }),
  })
  .meta({ id: 'Parts', description: 'SMS and WhatsApp: what a message carries besides words and files' })

export const MissingFile = z
  .object({
    place: z.int().meta({ description: 'From 1, in the order in which they came' }),
    contentType: z.string().meta({ description: 'What the sender’s telephone called it' }),
    state: z.enum(['due', 'lost']).meta({ description: 'Still being fetched, or given up' }),
    nextTryAt: Time.nullable(),
  })
  .meta({ id: 'MissingFile', description: 'A file that came with a text and is not here' })

export type MissingFile = z.infer<typeof MissingFile>
