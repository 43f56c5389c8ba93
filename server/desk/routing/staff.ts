/** Colleagues and teams, as agents see and change them. */
import { findAgent, listAgents, updateAgent } from '../../../db/agents.ts'
import type { Db } from '../../../db/index.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import { countChats, noteStaffChange } from '../../../db/staff.ts'
import { deleteTeam, insertTeam, listTeams, updateTeam, type TeamRow } from '../../../db/teams.ts'
import { themes, themeTitles } from '../../../templates/index.ts'
import { invalidField, notFound, TanyaError } from '../../errors.ts'
import type { Colleague, Profile } from '../../wire/agent.ts'
import type { RoutingPatch, RoutingRule } from '../../wire/routing.ts'
import type { NewTeam, TeamPatch, Teams } from '../../wire/team.ts'
import { presentFace } from '../present/agents.ts'
import { seenForMs } from './at-desk.ts'
import { busyForMs } from './offers.ts'
import { readRule, writeRule } from './rule.ts'

export type Staff = ReturnType<typeof createStaff>

/** `onChange` after commit. */
export function createStaff({ db, onChange }: { db: Db; onChange: () => void }) {
  async function refuseUnknown({ themes: named, memberIds }: TeamPatch): Promise<void> {
    if (named?.some((theme) => !themes.some((known) => known === theme)))
      throw invalidField('themes', 'There is no such theme.')
    const known = new Set((await listAgents(db.read)).map((agent) => agent.id))
    if (memberIds?.some((id) => !known.has(id))) throw invalidField('memberIds', 'There is no such agent.')
  }

  async function refuseTaken(name: string | undefined, id: number | null): Promise<void> {
    const taken = (await listTeams(db.read)).some((team) => team.name === name && team.id !== id)
    if (taken) throw new TanyaError('conflict', 'There is a team of this name.')
  }

  async function team(id: number): Promise<TeamRow> {
    const found = (await listTeams(db.read)).find((one) => one.id === id)
    if (!found) throw notFound('team')
    return found
  }

  const changed = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    onChange()
    return result
  }

  return {
    rule: () => readRule(db.read),

    changeRule: (patch: RoutingPatch): Promise<RoutingRule> =>
      changed(
        db.write(async (tx) => {
          const given = Object.entries(patch).filter(([, value]) => value !== undefined)
          const rule = { ...(await readRule(tx)), ...Object.fromEntries(given) }
          await writeRule(tx, rule)
          await noteStaffChange(tx)
          return rule
        }),
      ),

    async colleagues(agents: AgentRow[]): Promise<Colleague[]> {
      const now = Date.now()
      const chats = await countChats(db.read, now - busyForMs)
      return agents.map((agent) => ({
        ...presentFace(agent),
        availability: agent.availability,
        atDesk: agent.desk_seen_at !== null && agent.desk_seen_at >= now - seenForMs,
        chats: chats.get(agent.id) ?? 0,
      }))
    },

    /** What an agent says of themselves. */
    changeProfile: (id: number, { name, citizenName, availability }: Profile): Promise<AgentRow> =>
      changed(
        db.write(async (tx) => {
          const columns: Partial<AgentRow> = {
            ...(name !== undefined && { name, is_named: 1 as const }),
            ...(citizenName !== undefined && { citizen_name: citizenName || null }),
            ...(availability !== undefined && { availability }),
          }
          if (Object.keys(columns).length > 0) {
            await updateAgent(tx, id, columns)
            await noteStaffChange(tx)
          }
          const agent = await findAgent(tx, id)
          if (!agent) throw notFound('agent')
          return agent
        }),
      ),

    changePicture: (id: number, picture: string | null): Promise<AgentRow> =>
      changed(
        db.write(async (tx) => {
          await updateAgent(tx, id, { picture })
          await noteStaffChange(tx)
          const agent = await findAgent(tx, id)
          if (!agent) throw notFound('agent')
          return agent
        }),
      ),

    teams: async (): Promise<Teams> => ({
      items: await listTeams(db.read),
      themes: themes.map((id) => ({ id, names: themeTitles[id] })),
    }),

    async addTeam(given: NewTeam): Promise<TeamRow> {
      await refuseUnknown(given)
      await refuseTaken(given.name, null)
      const id = await changed(
        db.write(async (tx) => {
          const id = await insertTeam(tx, given.name)
          await updateTeam(tx, id, defined(given))
          await noteStaffChange(tx)
          return id
        }),
      )
      return team(id)
    },

    async changeTeam(id: number, patch: TeamPatch): Promise<TeamRow> {
      await team(id)
      await refuseUnknown(patch)
      if (patch.name !== undefined) await refuseTaken(patch.name, id)
      await changed(
        db.write(async (tx) => {
          await updateTeam(tx, id, defined(patch))
          await noteStaffChange(tx)
        }),
      )
      return team(id)
    },

    async removeTeam(id: number): Promise<void> {
      await team(id)
      await changed(
        db.write(async (tx) => {
          await deleteTeam(tx, id)
          await noteStaffChange(tx)
        }),
      )
    },
  }
}

function defined({ name, themes, memberIds }: TeamPatch): Partial<Omit<TeamRow, 'id'>> {
  return {
    ...(name !== undefined && { name }),
    ...(themes !== undefined && { themes }),
    ...(memberIds !== undefined && { memberIds }),
  }
}
