/** What the suggester learns from agents. */
import { z } from 'zod'
import { Time } from './basics.ts'
import { limitUpTo, page } from './page.ts'

const AnswerId = z.string().max(200).meta({ description: 'service/topic' })

/** How often; a suggestion has one fate, the latest. */
export const FateCounts = z
  .object({
    shown: z.int().meta({ description: 'Waiting for a reply' }),
    inserted: z.int().meta({ description: 'Put into a reply that is not sent yet' }),
    sent: z.int().meta({ description: 'As it was suggested' }),
    edited: z.int().meta({ description: 'Half of its words were left, or more' }),
    rewritten: z.int().meta({ description: 'Less than half of its words were left' }),
    dismissed: z.int(),
    'passed-over': z.int().meta({ description: 'The reply was another one' }),
  })
  .meta({ id: 'FateCounts' })

export const AnswerFates = z
  .object({ answer: AnswerId, title: z.string(), fates: FateCounts })
  .meta({ id: 'AnswerFates' })

export const Lesson = z
  .object({
    id: z.int().positive(),
    text: z.string().meta({ description: 'What was asked, with nothing in it that names anybody' }),
    answer: AnswerId,
    title: z.string().nullable().meta({ description: 'Null when the library has it no more' }),
    verdict: z.enum(['right', 'wrong']),
    times: z.int().meta({ description: 'How often agents said so' }),
    createdAt: Time,
    updatedAt: Time,
  })
  .meta({ id: 'Lesson' })

export const Learning = z
  .object({
    since: Time.meta({ description: 'Fates are counted from here on: ninety days' }),
    fates: FateCounts,
    answers: z
      .array(AnswerFates)
      .meta({ description: 'Those to be mended first: dismissed or rewritten most' }),
    lessonCount: z.int(),
    lessons: page(Lesson),
  })
  .meta({ id: 'Learning' })

export const LearningQuery = z.strictObject({
  limit: limitUpTo(100, 50),
  cursor: z.string().max(50).optional(),
})

export const FateChange = z.strictObject({
  answer: AnswerId,
  fate: z
    .enum(['inserted', 'dismissed', 'shown'])
    .meta({ description: '`shown` takes the others back. What a reply decides the server sees by itself.' }),
})

export type FateCounts = z.infer<typeof FateCounts>
export type AnswerFates = z.infer<typeof AnswerFates>
export type Lesson = z.infer<typeof Lesson>
export type Learning = z.infer<typeof Learning>
export type FateChange = z.infer<typeof FateChange>
