/** What an agent writes into a thread, puts off and takes back. */
import { z } from 'zod'
import { ClientId, NonEmptyText } from '../../channels/chat/protocol.ts'
import { Attachment } from './attachment.ts'
import { Channel, Id } from './basics.ts'
import { Later } from './later.ts'
import { Message } from './message.ts'
import { TemplateChoice } from './whatsapp-template.ts'

const SendAt = z.iso.datetime({ offset: true }).meta({
  description: 'When it goes: from now to 90 days ahead; not for chat',
})

export const NewReply = z.strictObject({
  text: NonEmptyText,
  channel: Channel.optional(),
  answer: z.string().max(200).optional(),
  alsoAnswers: z
    .array(z.string().max(200))
    .max(5)
    .optional()
    .meta({ description: 'Further answers in the text: each is kept with its version' }),
  answerVersions: z
    .record(z.string().max(200), z.string().regex(/^[0-9a-f]{12}$/))
    .optional()
    .meta({
      description: 'In which version each answer was taken into the text; absent means the current one',
    }),
  slots: z.record(z.string().max(50), z.string().max(500)).optional(),
  attachments: z.array(Id).max(10).optional(),
  cc: z.array(z.email().max(254)).max(20).optional().meta({
    description: 'E-mail: who receives a copy; absent means all who were in the citizen’s latest mail',
  }),
  template: TemplateChoice.optional(),
  asLink: z.boolean().optional().meta({
    description:
      'SMS and WhatsApp: send its first words and a link to its private page, where all of it stands',
  }),
  clientId: ClientId,
  lastSeenMessageId: Id.optional(),
  sendAt: SendAt.optional(),
  undo: z.boolean().optional().meta({
    description:
      'Hold it for UNDO_SECONDS, in which it can be taken back, where the channel is no conversation',
  }),
  thenStatus: Later.shape.thenStatus.unwrap().optional().meta({
    description: 'What the ticket becomes when the answer goes, unless the citizen wrote meanwhile',
  }),
})

export const MessagePatch = z.strictObject({ sendAt: SendAt })
/** What was taken back, as it was written: to go on from. */
export const TakenBack = z
  .object({
    message: Message,
    draft: z.object({
      text: z.string(),
      answers: z.array(z.object({ answer: z.string(), version: z.string() })),
      cc: z.array(z.string()),
      attachments: z.array(Attachment).meta({ description: 'Copies, free to be sent again' }),
    }),
  })
  .meta({ id: 'TakenBack' })

export const NewNote = z.strictObject({ text: NonEmptyText })

export type TakenBack = z.infer<typeof TakenBack>
export type NewReply = z.infer<typeof NewReply>
