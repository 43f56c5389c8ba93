import type { Queryable, Tx } from './db.ts'

export interface TeamRow {
  id: number
  name: string
  /** Themes of services. */
  themes: string[]
  memberIds: number[]
}

export async function findTeams(db: Queryable, ids: number[]): Promise<Pick<TeamRow, 'id' | 'name'>[]> {
  if (ids.length === 0) return []
  return db.selectFrom('teams').select(['id', 'name']).where('id', 'in', ids).execute()
}

/** By name; an office has a handful. */
export async function listTeams(db: Queryable): Promise<TeamRow[]> {
  const teams = await db.selectFrom('teams').selectAll().orderBy('name').execute()
  if (teams.length === 0) return []
  const members = await db.selectFrom('team_members').selectAll().orderBy('agent_id').execute()
  const themes = await db.selectFrom('team_themes').selectAll().orderBy('theme').execute()
  return teams.map((team) => ({
    ...team,
    themes: themes.filter((one) => one.team_id === team.id).map((one) => one.theme),
    memberIds: members.filter((one) => one.team_id === team.id).map((one) => one.agent_id),
  }))
}

/** Throws a unique violation when the name is taken. */
export async function insertTeam(tx: Tx, name: string): Promise<number> {
  const { id } = await tx.insertInto('teams').values({ name }).returning('id').executeTakeFirstOrThrow()
  return id
}

/** A theme belongs to one team: it leaves the other. */
export async function updateTeam(
  tx: Tx,
  id: number,
  { name, themes, memberIds }: Partial<Omit<TeamRow, 'id'>>,
): Promise<void> {
  if (name !== undefined) await tx.updateTable('teams').set({ name }).where('id', '=', id).execute()
  if (themes) {
    await tx.deleteFrom('team_themes').where('team_id', '=', id).execute()
    for (const theme of new Set(themes)) {
      await tx
        .insertInto('team_themes')
        .values({ theme, team_id: id })
        .onConflict((on) => on.column('theme').doUpdateSet({ team_id: id }))
        .execute()
    }
  }
  if (memberIds) {
    await tx.deleteFrom('team_members').where('team_id', '=', id).execute()
    for (const agentId of new Set(memberIds))
      await tx.insertInto('team_members').values({ team_id: id, agent_id: agentId }).execute()
  }
}

/** Its tickets belong to nobody's team then. */
export async function deleteTeam(tx: Tx, id: number): Promise<void> {
  await tx.updateTable('tickets').set({ team_id: null }).where('team_id', '=', id).execute()
  await tx.deleteFrom('team_members').where('team_id', '=', id).execute()
  await tx.deleteFrom('team_themes').where('team_id', '=', id).execute()
  await tx.deleteFrom('teams').where('id', '=', id).execute()
}
