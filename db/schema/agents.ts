/** Who works here, in which teams, and how they sign in. */
import type { Generated, Selectable } from 'kysely'
import type { Bit, Millis } from './values.ts'

export interface AgentTables {
  agents: {
    id: Generated<number>
    email: string
    name: string
    role: 'admin' | 'agent'
    password_hash: string
    is_active: Bit
    created_at: Millis
    /** Whether they want chats while they are at their desk. */
    availability: Generated<'available' | 'away'>
    /** What citizens read in place of the name; null for the name. */
    citizen_name: Generated<string | null>
    /** SHA-256 of their picture's bytes. */
    picture: Generated<string | null>
    /** 0 until somebody has said what the first admin is called. */
    is_named: Generated<Bit>
    /** When a process last had their desk on the line; null when it was hung up. */
    desk_seen_at: Generated<Millis | null>
    /** When they were last offered a chat. */
    offered_at: Generated<Millis | null>
    /** E.164: where calls reach this officer. */
    phone: Generated<string | null>
    /** Their telephone rings with every call for an officer. */
    is_rung: Generated<Bit>
    /** At their desk, calls reach them in the browser rather than at `phone`. */
    rings_browser: Generated<Bit>
  }
  sessions: {
    token_hash: string
    agent_id: number
    csrf_token: string
    created_at: Millis
    seen_at: Millis
    expires_at: Millis
  }
  api_tokens: { token_hash: string; agent_id: number; created_at: Millis }
  teams: { id: Generated<number>; name: string }
  team_members: { team_id: number; agent_id: number }
  /** Which team the services of a theme belong to. */
  team_themes: { theme: string; team_id: number }
}

export type AgentRow = Selectable<AgentTables['agents']>
