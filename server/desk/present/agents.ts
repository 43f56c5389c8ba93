/** Agents as the wire shows them. */
import type { AgentFace } from '../../../db/agents.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { Agent, AgentRef } from '../../wire/agent.ts'

export function presentAgent(row: AgentRow): Agent {
  const { email, role, availability } = row
  return { ...presentFace(row), email, role, availability, named: row.is_named === 1 }
}

export function presentFace({ id, name, citizen_name, picture }: AgentFace): AgentRef {
  return {
    id,
    name,
    ...(citizen_name !== null && { citizenName: citizen_name }),
    ...(picture !== null && { picture: pictureUrl(picture) }),
  }
}

export function pictureUrl(picture: string): string {
  return `/api/v1/pictures/${picture}`
}
