/** The JSON of who takes which chat: colleagues and their availability, teams, offers, the office's rule. */
import { z } from 'zod'
import { AgentRef } from './wire.ts'

const Id = z.int().positive()
export const Availability = z.enum(['available', 'away'])

export const Colleague = AgentRef.extend({
  availability: Availability,
  atDesk: z.boolean().meta({ description: 'Their console is on the line' }),
  chats: z.int().meta({ description: 'How many they have on their hands' }),
}).meta({ id: 'Colleague' })

export const Profile = z.strictObject({
  name: z.string().trim().min(1).max(100).optional(),
  citizenName: z.string().trim().max(100).nullable().optional().meta({
    description: 'What citizens read in place of the name; null or empty for the name',
  }),
  availability: Availability.optional(),
})

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

export const TeamDetail = z
  .object({
    id: Id,
    name: z.string(),
    themes: z.array(z.string()).meta({ description: 'Of the services that are theirs' }),
    memberIds: z.array(Id),
  })
  .meta({ id: 'TeamDetail' })
export const Teams = z.object({
  items: z.array(TeamDetail),
  themes: z
    .array(z.object({ id: z.string(), names: z.object({ id: z.string(), en: z.string() }) }))
    .meta({ description: 'All there are' }),
})
const TeamName = z.string().trim().min(1).max(80)
const teamShape = {
  themes: z.array(z.string().max(50)).max(50).optional(),
  memberIds: z.array(Id).max(500).optional(),
}
export const NewTeam = z.strictObject({ name: TeamName, ...teamShape })
export const TeamPatch = z.strictObject({ name: TeamName.optional(), ...teamShape })

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

export type Availability = z.infer<typeof Availability>
export type Colleague = z.infer<typeof Colleague>
export type Profile = z.infer<typeof Profile>
export type RoutingRule = z.infer<typeof RoutingRule>
export type RoutingPatch = z.infer<typeof RoutingPatch>
export type TeamDetail = z.infer<typeof TeamDetail>
export type Teams = z.infer<typeof Teams>
export type NewTeam = z.infer<typeof NewTeam>
export type TeamPatch = z.infer<typeof TeamPatch>
export type Transfer = z.infer<typeof Transfer>
