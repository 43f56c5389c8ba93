import type { AgentFace } from '../../db/agents.ts'

/** What citizens read under an agent's answers. */
export function nameForCitizens({ name, citizen_name }: Pick<AgentFace, 'name' | 'citizen_name'>): string {
  return citizen_name ?? name
}
