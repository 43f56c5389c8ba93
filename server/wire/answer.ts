/** An answer of the library, as it reads for one question. */
import { z } from 'zod'
import { maxTextLength } from '../../channels/chat/protocol.ts'
import { Channel, Language } from './basics.ts'

const Text = z.string().max(maxTextLength)

const AnswerText = z.object({
  answer: z.string().meta({ description: 'service/topic' }),
  service: z.string(),
  topic: z.string(),
  title: z.string(),
  text: z.string(),
  language: Language,
  missingSlots: z.array(z.string()),
  legalBasis: z.array(z.string()),
  reviewBy: z.string().nullable(),
  status: z.enum(['active', 'superseded', 'expired']),
  verified: z.boolean().meta({ description: 'False: the office has not confirmed these facts' }),
  asOf: z.string().nullable(),
  version: z.string().meta({ description: 'Changes with every change of the text or of its facts' }),
})

export const Answer = AnswerText.extend({
  overdue: z.boolean().meta({ description: 'Past `reviewBy`: to be checked by the office' }),
}).meta({ id: 'Answer' })

export const Suggestion = AnswerText.extend({
  score: z.number(),
  sure: z.boolean(),
  matched: z.array(z.string()).meta({ description: 'The words that led here' }),
}).meta({ id: 'Suggestion' })

export const SuggestQuery = z.strictObject({
  text: Text,
  language: Language.optional(),
  channel: Channel.optional().meta({ description: 'How long the answers may be; a chat’s unless given' }),
})

export type Answer = z.infer<typeof Answer>
export type Suggestion = z.infer<typeof Suggestion>
