/** Which team a chat belongs to: the one it was given, or the one for what it seems to be about. */
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { TeamRow } from '../../../db/teams.ts'

/** The theme of the service a chat seems to be about; null when nobody can say. */
export type ThemeOf = (ticket: TicketRow, firstWords: string) => string | null

export type ChatTeams = ReturnType<typeof createChatTeams>

export function createChatTeams(themeOf: ThemeOf) {
  /** Chats that were looked at and are no team's. */
  const teamless = new Set<number>()

  return {
    of(ticket: TicketRow, teams: TeamRow[]): TeamRow | null {
      if (ticket.team_id !== null) return teams.find((team) => team.id === ticket.team_id) ?? null
      if (teamless.has(ticket.id) || !hasThemes(teams)) return null
      const theme = themeOf(ticket, ticket.preview)
      const team = theme === null ? undefined : teams.find((one) => one.themes.includes(theme))
      if (!team) teamless.add(ticket.id)
      return team ?? null
    },

    /** Nobody has looked yet. */
    isDue: (ticket: TicketRow) => ticket.team_id === null && !teamless.has(ticket.id),

    /** Teams changed: chats that were no team's may be one's now. */
    lookAfresh: () => teamless.clear(),
  }
}

export function hasThemes(teams: TeamRow[]): boolean {
  return teams.some((team) => team.themes.length > 0)
}
