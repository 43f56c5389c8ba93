/** Who takes which chat: the office’s rule, and handing one over. */
import { z } from 'zod'
import { Id } from './basics.ts'

export const RoutingRule = z
  .object({
    mode: z.enum(['everyone', 'turns']).meta({
      description:
        'everyone: a new chat calls all who are available, and whoever is first takes it; turns: it is offered to one after another, the least busy first',
    }),
    answerSeconds: z.int().min(10).max(600).meta({ description: 'Then an offer goes to the next' }),
    chatLimit: z.int().min(1).max(50).meta({ description: 'So many chats at once are enough for one' }),
  })
  .meta({ id: 'RoutingRule' })

export const RoutingPatch = z.strictObject(RoutingRule.partial().shape)

export const Transfer = z
  .strictObject({
    agentId: Id.optional(),
    teamId: Id.optional(),
    note: z.string().trim().max(2000).optional().meta({ description: 'Internal; stands in the thread' }),
  })
  .refine(({ agentId, teamId }) => (agentId === undefined) !== (teamId === undefined), {
    message: 'names either an agent or a team',
    path: ['agentId'],
  })

export type RoutingRule = z.infer<typeof RoutingRule>
export type RoutingPatch = z.infer<typeof RoutingPatch>
export type Transfer = z.infer<typeof Transfer>
