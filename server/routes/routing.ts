import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { listOffersTo } from '../../db/offers.ts'
import type { AgentRow } from '../../db/schema/agents.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { presentTickets } from '../desk/present/tickets.ts'
import type { Claims } from '../desk/routing/claims.ts'
import type { Staff } from '../desk/routing/staff.ts'
import { agentOf, idOf, route, type Call, type Route } from '../route.ts'
import { RoutingPatch, RoutingRule, Transfer } from '../wire/routing.ts'
import { NewTeam, TeamDetail, TeamPatch, Teams } from '../wire/team.ts'
import { Ticket } from '../wire/ticket.ts'

/** Chats that are given out, and by which rule. */
export function routingRoutes({ db, claims, staff }: { db: Db; claims: Claims; staff: Staff }): Route[] {
  const present = async (row: TicketRow) => (await presentTickets(db.read, [row]))[0]
  const byId = (work: (agent: AgentRow, id: number) => Promise<TicketRow>) => async (call: Call) => ({
    status: 200,
    body: await present(await work(agentOf(call), idOf(call))),
  })

  return [
    route({
      method: 'get',
      path: '/offers',
      access: 'agent',
      summary: 'Chats that are offered to me now',
      responses: { 200: z.object({ items: z.array(Ticket) }) },
      handle: async (call) => ({
        status: 200,
        body: { items: await presentTickets(db.read, await listOffersTo(db.read, agentOf(call).id)) },
      }),
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/accept',
      access: 'agent',
      summary: 'Take a chat that is offered to me, or is nobody’s',
      responses: { 200: Ticket },
      handle: byId(claims.accept),
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/decline',
      access: 'agent',
      summary: 'Let the next one be asked',
      responses: { 200: Ticket },
      handle: byId(claims.decline),
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/take-over',
      access: 'agent',
      summary: 'Take a ticket, whosever it is; the thread says so',
      responses: { 200: Ticket },
      handle: byId(claims.takeOver),
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/transfer',
      access: 'agent',
      summary: 'Hand a ticket to a colleague or a team, with an internal note',
      body: Transfer,
      responses: { 200: Ticket },
      handle: async (call) => ({
        status: 200,
        body: await present(await claims.transfer(agentOf(call), idOf(call), call.body)),
      }),
    }),
    route({
      method: 'get',
      path: '/routing',
      access: 'agent',
      summary: 'By which rule chats are given out',
      responses: { 200: RoutingRule },
      handle: async () => ({ status: 200, body: await staff.rule() }),
    }),
    route({
      method: 'patch',
      path: '/routing',
      access: 'admin',
      summary: 'Change the rule',
      body: RoutingPatch,
      responses: { 200: RoutingRule },
      handle: async ({ body }) => ({ status: 200, body: await staff.changeRule(body) }),
    }),
    route({
      method: 'get',
      path: '/teams',
      access: 'agent',
      summary: 'The teams, by name',
      responses: { 200: Teams },
      handle: async () => ({ status: 200, body: await staff.teams() }),
    }),
    route({
      method: 'post',
      path: '/teams',
      access: 'admin',
      summary: 'Add a team',
      body: NewTeam,
      responses: { 201: TeamDetail },
      handle: async ({ body }) => ({ status: 201, body: await staff.addTeam(body) }),
    }),
    route({
      method: 'patch',
      path: '/teams/{id}',
      access: 'admin',
      summary: 'Change its name, its themes or who is in it',
      body: TeamPatch,
      responses: { 200: TeamDetail },
      handle: async (call) => ({ status: 200, body: await staff.changeTeam(idOf(call), call.body) }),
    }),
    route({
      method: 'delete',
      path: '/teams/{id}',
      access: 'admin',
      summary: 'Remove a team; its tickets stay, and are no team’s',
      responses: { 204: null },
      async handle(call) {
        await staff.removeTeam(idOf(call))
        return { status: 204 }
      },
    }),
  ]
}
