/** What a citizen's chat window sends. Unknown fields are refused, so a typo is an error and not a silent nothing. */
import { z } from 'zod'

/** Longest text a person may send in one message, in UTF-16 units. */
export const maxTextLength = 20_000
const mostFiles = 5
export const NonEmptyText = z
  .string()
  .max(maxTextLength)
  .refine((text) => text.replaceAll('\0', '').trim() !== '', 'must not be empty')
export const ClientId = z
  .string()
  .min(1)
  .max(100)
  .refine((id) => !id.includes('\0'), 'must not hold NUL')
  .refine((id) => id.isWellFormed(), 'must be well-formed')
  .meta({ description: 'Chosen by the sender; the same id again changes nothing' })

export const ChatStart = z.strictObject({
  clientId: ClientId,
  name: z.string().trim().min(1).max(100),
  email: z.email().max(254).optional(),
  phone: z.string().max(30).optional(),
  topic: z.string().max(50).optional().meta({ description: 'One of the office’s `topics`' }),
  text: NonEmptyText,
  language: z.enum(['id', 'en']).optional(),
  page: z.string().max(2000).optional().meta({ description: 'Address of the page that carries the window' }),
  proof: z.string().max(300).optional().meta({
    description:
      'Answer to the challenge of a refusal: salt and number, of whose SHA-256 the first bits are zero',
  }),
})
export const ChatMessage = z
  .strictObject({
    clientId: ClientId,
    text: z.string().max(maxTextLength),
    attachments: z.array(z.int().positive()).max(mostFiles).optional().meta({
      description: 'Files that this window handed in before (POST /api/v1/chat/attachments), by their ids',
    }),
  })
  .refine(({ text, attachments = [] }) => attachments.length > 0 || NonEmptyText.safeParse(text).success, {
    path: ['text'],
    message: 'must not be empty',
  })
export const ChatTyping = z.strictObject({ on: z.boolean() })
export const ChatRead = z.strictObject({ seq: z.int().nonnegative() })
export const ChatRate = z.strictObject({
  score: z.int().min(1).max(5),
  comment: z.string().max(2000).optional(),
})
/** Which other answers could fit? */
export const ChatOthers = z.unknown()
/** One of them is to be read. */
export const ChatShow = z.strictObject({ answer: z.string().max(200) })
/** Whether the automatic answer at this place of the thread was one. */
export const ChatVerdict = z.strictObject({ seq: z.int().positive(), helped: z.boolean() })
export const ChatAuth = z.object({
  token: z.string().max(200).optional(),
  afterSeq: z.int().nonnegative().optional(),
  page: z.string().max(2000).optional(),
  identity: z
    .string()
    .max(8000)
    .optional()
    .meta({ description: 'JWT by which the embedding site vouches for who this is' }),
})

export type ChatStart = z.infer<typeof ChatStart>
export type ChatMessage = z.infer<typeof ChatMessage>

/** A conversation is over. */
export interface End {
  /** ISO time up to which it can be taken up again; after that a new one begins. */
  until: string
}

/** Up to where in the thread the office has got what the citizen wrote, and has looked at it. */
export interface Marks {
  deliveredSeq: number
  readSeq: number
}

/** Work that the office asks of whoever begins a conversation while it is flooded. */
export interface Challenge {
  salt: string
  /** So many bits at the beginning of the hash are to be zero. */
  bits: number
}

export interface Refusal {
  code: string
  message: string
  challenge?: Challenge
}

/** Acknowledgement of every socket event a client sends. */
export type Ack<T extends object = object> = ({ ok: true } & T) | { ok: false; error: Refusal }
