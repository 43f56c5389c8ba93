import { z } from 'zod'
import { countOpen } from '../../db/inbox.ts'
import type { Db } from '../../db/index.ts'
import type { Answers } from '../desk/answers.ts'
import type { Learning } from '../desk/learning/learning.ts'
import { presentTickets } from '../desk/present/tickets.ts'
import type { FollowUp } from '../desk/follow-up.ts'
import type { SettleForward } from '../desk/mail/forwarded.ts'
import type { Tickets } from '../desk/tickets.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { agentOf, idOf, route, type Route } from '../route.ts'
import { Suggestion, SuggestQuery } from '../wire/answer.ts'
import { Channel } from '../wire/basics.ts'
import { limitUpTo, page } from '../wire/page.ts'
import { Ticket, TicketPatch, TicketQuery } from '../wire/ticket.ts'

export function ticketRoutes(deps: {
  db: Db
  tickets: Tickets
  followUp: FollowUp
  settleForward: SettleForward
  answers: Answers
  learning: Learning
}): Route[] {
  const { db, tickets, followUp, settleForward, answers, learning } = deps
  const present = async (row: TicketRow) => (await presentTickets(db.read, [row]))[0]

  return [
    route({
      method: 'get',
      path: '/tickets',
      access: 'agent',
      summary: 'The single inbox, latest activity first',
      query: TicketQuery,
      responses: { 200: page(Ticket) },
      handle: async (call) => ({ status: 200, body: await tickets.list(agentOf(call), call.query) }),
    }),
    route({
      method: 'get',
      path: '/tickets/counts',
      access: 'agent',
      summary: 'How many unsolved tickets there are, mine, and nobody’s',
      responses: { 200: z.object({ open: z.int(), mine: z.int(), unassigned: z.int() }) },
      handle: async (call) => ({ status: 200, body: await countOpen(db.read, agentOf(call).id) }),
    }),
    route({
      method: 'get',
      path: '/tickets/{id}',
      access: 'agent',
      summary: 'One ticket',
      responses: { 200: Ticket },
      handle: async (call) => ({
        status: 200,
        body: await present(await tickets.find(agentOf(call), idOf(call))),
      }),
    }),
    route({
      method: 'patch',
      path: '/tickets/{id}',
      access: 'agent',
      summary: 'Change what a ticket is',
      body: TicketPatch,
      responses: { 200: Ticket },
      handle: async (call) => ({
        status: 200,
        body: await present(await tickets.change(idOf(call), call.body)),
      }),
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/follow-up',
      access: 'agent',
      summary: 'Say whether a ticket that quotes another follows it up: then its messages go on there',
      body: z.strictObject({ confirmed: z.boolean() }),
      responses: { 200: Ticket },
      handle: async (call) => ({
        status: 200,
        body: await present(await followUp(agentOf(call), idOf(call), call.body.confirmed)),
      }),
    }),
    route({
      method: 'post',
      path: '/tickets/{id}/forwarded',
      access: 'agent',
      summary: 'Say whether a mail that an officer passed on is the ticket of whoever wrote it',
      body: z.strictObject({ theirs: z.boolean() }),
      responses: { 200: Ticket },
      handle: async (call) => ({
        status: 200,
        body: await present(await settleForward(agentOf(call), idOf(call), call.body.theirs)),
      }),
    }),
    route({
      method: 'get',
      path: '/tickets/{id}/suggestions',
      access: 'agent',
      summary: 'Answers that fit what the citizen asked, filled in',
      query: z.strictObject({ limit: limitUpTo(5, 5), channel: Channel.optional() }),
      responses: { 200: z.object({ items: z.array(Suggestion) }) },
      async handle(call) {
        const ticket = await tickets.find(agentOf(call), idOf(call))
        const { limit, channel } = call.query
        const items = await learning.suggestIn(agentOf(call), ticket, { limit, channel })
        return { status: 200, body: { items } }
      },
    }),
    route({
      method: 'post',
      path: '/suggestions',
      access: 'agent',
      summary: 'Answers that fit a text',
      body: SuggestQuery,
      responses: { 200: z.object({ items: z.array(Suggestion) }) },
      handle: async ({ body }) => ({
        status: 200,
        body: {
          items: answers.suggestFor(body.text, {
            ...(body.language && { language: body.language }),
            ...(body.channel && { channel: body.channel }),
          }),
        },
      }),
    }),
  ]
}
