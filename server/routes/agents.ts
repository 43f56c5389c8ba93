import { findAgent, listAgentsAfter } from '../../db/agents.ts'
import type { Db } from '../../db/index.ts'
import type { Staff } from '../desk/routing/staff.ts'
import { TanyaError } from '../errors.ts'
import { route, type Route } from '../route.ts'
import { Colleague } from '../wire/agent.ts'
import { page, PageQuery } from '../wire/page.ts'

export function agentRoutes(db: Db, staff: Staff): Route[] {
  return [
    route({
      method: 'get',
      path: '/agents',
      access: 'agent',
      summary: 'Colleagues, by name',
      query: PageQuery,
      responses: { 200: page(Colleague) },
      async handle({ query: { limit, cursor } }) {
        const rows = await listAgentsAfter(db.read, await agentAt(cursor), limit + 1)
        const items = rows.slice(0, limit)
        const nextCursor = rows.length > limit ? String(items.at(-1)?.id) : null
        return { status: 200, body: { items: await staff.colleagues(items), nextCursor } }
      },
    }),
  ]

  /** Where a page ended; a colleague who has left since still marks the place. */
  async function agentAt(cursor: string | undefined) {
    if (cursor === undefined) return null
    const agent = /^[1-9]\d{0,14}$/.test(cursor) ? await findAgent(db.read, Number(cursor)) : undefined
    if (!agent) throw new TanyaError('bad-request', 'cursor is not one of ours.')
    return agent
  }
}
