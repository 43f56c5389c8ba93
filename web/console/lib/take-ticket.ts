import type { Desk } from '../desk.ts'

/** The open ticket becomes this agent's. */
export function takeTicket({ agent: { id, name }, changeTicket }: Desk): Promise<void> {
  return changeTicket({ assigneeId: id }, { assignee: { id, name } })
}
