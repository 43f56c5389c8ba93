import type { Db } from '../../db/index.ts'
import type { Blocks } from '../desk/visitors/blocks.ts'
import type { CitizenOf } from '../desk/visitors/citizen.ts'
import { presentTickets } from '../desk/present/tickets.ts'
import type { Particulars } from '../desk/visitors/particulars.ts'
import type { Tickets } from '../desk/tickets.ts'
import { agentOf, idOf, route, type Call, type Route } from '../route.ts'
import { Citizen, NewBlock } from '../wire/citizen.ts'
import { ParticularsPatch } from '../wire/contact.ts'
import { Ticket } from '../wire/ticket.ts'

/** Whom an agent has before them: looked at, written down, trusted, kept out. */
export function visitorRoutes(deps: {
  db: Db
  tickets: Tickets
  citizens: CitizenOf
  particulars: Particulars
  blocks: Blocks
}): Route[] {
  const { db, tickets, citizens, particulars, blocks } = deps
  const ticketOf = (call: Call) => tickets.find(agentOf(call), idOf(call))
  const answer = async (call: Call) => ({ status: 200, body: await citizens.read(await ticketOf(call)) })

  return [
    route({
      method: 'get',
      path: '/tickets/{id}/citizen',
      access: 'agent',
      summary: 'Where the visitor is, and what the same contact asked before',
      responses: { 200: Citizen },
      handle: answer,
    }),
    route({
      method: 'patch',
      path: '/tickets/{id}/contact',
      access: 'agent',
      summary: 'Write down what the citizen told of themselves: name, and where an answer reaches them',
      body: ParticularsPatch,
      responses: { 200: Ticket },
      async handle(call) {
        const row = await particulars.change(idOf(call), call.body)
        return { status: 200, body: (await presentTickets(db.read, [row]))[0] }
      },
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/trust',
      access: 'agent',
      summary: 'Let the links that this citizen sends be followed',
      responses: { 200: Citizen },
      async handle(call) {
        await citizens.trust(await ticketOf(call))
        return answer(call)
      },
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/block',
      access: 'agent',
      summary: 'End this chat and take no other from its visitor, with a reason',
      body: NewBlock,
      responses: { 200: Citizen },
      async handle(call) {
        await blocks.block(agentOf(call), idOf(call), call.body.reason)
        return answer(call)
      },
    }),
    route({
      method: 'delete',
      path: '/tickets/{id}/block',
      access: 'agent',
      summary: 'Take the block back',
      responses: { 200: Citizen },
      async handle(call) {
        await blocks.lift(agentOf(call), idOf(call))
        return answer(call)
      },
    }),
  ]
}
