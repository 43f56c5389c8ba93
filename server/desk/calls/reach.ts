/** Where a call reaches an officer: in the browser while they are at their desk, else at their own number. */
import { clientName } from '../../../channels/voice/index.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import { invalidField } from '../../errors.ts'
import { seenForMs } from '../routing/at-desk.ts'

export type Reach = 'phone' | 'browser'

/** Null when nowhere. */
export function reachOf(agent: AgentRow, hasBrowsers: boolean, now: number): Reach | null {
  const isAtDesk = (agent.desk_seen_at ?? 0) >= now - seenForMs
  if (hasBrowsers && agent.rings_browser === 1 && isAtDesk) return 'browser'
  return agent.phone === null ? null : 'phone'
}

/** As Twilio writes it; throws `invalid` when the officer has no telephone. */
export function addressOf(agent: AgentRow, hasBrowsers: boolean, now: number): string {
  const reach = reachOf(agent, hasBrowsers, now)
  if (reach === 'browser') return `client:${clientName(agent.id)}`
  if (reach === 'phone' && agent.phone !== null) return agent.phone
  throw invalidField('number', 'Say first at which number calls reach this officer.')
}
