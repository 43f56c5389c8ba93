/** An answer that was put off. */
import { z } from 'zod'
import { Time } from './basics.ts'

export const Later = z
  .object({
    sendAt: Time.meta({ description: 'When it goes by itself' }),
    isBrief: z.boolean().meta({ description: 'Only for the moment in which it can be undone' }),
    held: z.enum(['newer', 'author', 'outdated']).nullable().meta({
      description:
        'Why it does not go by itself: somebody wrote since (newer), whoever decided it works here no more (author), or an answer in it has changed (outdated)',
    }),
    thenStatus: z
      .enum(['pending', 'solved'])
      .nullable()
      .meta({ description: 'What its ticket then becomes' }),
  })
  .meta({ id: 'Later', description: 'Of an answer that was put off: until then it can be taken back' })

export type Later = z.infer<typeof Later>
