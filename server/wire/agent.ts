/** Who works here: as themselves, as others name them, and as colleagues see them. */
import { z } from 'zod'
import { Id } from './basics.ts'

export const Role = z.enum(['admin', 'agent'])
export const Availability = z.enum(['available', 'away'])

export const aboutAgent = {
  citizenName: z.string().optional().meta({ description: 'What citizens read, where it is not the name' }),
  picture: z.string().optional().meta({ description: 'Address of their picture; open to anyone' }),
}

export const Agent = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: Role,
    ...aboutAgent,
    availability: Availability.meta({ description: 'Whether they want chats' }),
    named: z.boolean().meta({ description: 'False: nobody has said yet what the first admin is called' }),
  })
  .meta({ id: 'Agent' })

export const AgentRef = z.object({ id: Id, name: z.string(), ...aboutAgent }).meta({ id: 'AgentRef' })

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

export type Agent = z.infer<typeof Agent>
export type AgentRef = z.infer<typeof AgentRef>
export type Availability = z.infer<typeof Availability>
export type Colleague = z.infer<typeof Colleague>
export type Profile = z.infer<typeof Profile>
