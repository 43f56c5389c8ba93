/** Teams: who is in them, and which services are theirs. */
import { z } from 'zod'
import { Id } from './basics.ts'

export const Team = z.object({ id: Id, name: z.string() }).meta({ id: 'Team' })

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

export type TeamDetail = z.infer<typeof TeamDetail>
export type Teams = z.infer<typeof Teams>
export type NewTeam = z.infer<typeof NewTeam>
export type TeamPatch = z.infer<typeof TeamPatch>
