import type { TicketRow } from '../../db/schema/tickets.ts'
import type { ChannelName } from '../../db/schema/values.ts'
import type { Calendar } from '../../templates/index.ts'
import type { Clock } from './clock.ts'

export interface Deadlines {
  first_reply_due_at: number
  resolution_due_at: number
}
export type DeadlinesFor = (ticket: {
  priority: TicketRow['priority']
  channel: ChannelName
  created_at: number
}) => Deadlines

/** By when a ticket is to be answered and done with, as the office has promised in its calendar. */
export function createDeadlines(clock: Clock, calendar: () => Calendar): DeadlinesFor {
  return ({ priority, channel, created_at: createdAt }) => {
    const { firstReplyMinutes, resolutionMinutes, chatFirstReplyMinutes } = calendar().serviceLevels
    const usual = firstReplyMinutes[priority]
    const first = channel === 'chat' ? Math.min(usual, chatFirstReplyMinutes) : usual
    return {
      first_reply_due_at: clock.addOpenTime(createdAt, first),
      resolution_due_at: clock.addOpenTime(createdAt, resolutionMinutes[priority]),
    }
  }
}
