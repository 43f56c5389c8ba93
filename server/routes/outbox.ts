import { unsettledStates } from '../../db/unsettled.ts'
import type { Clock } from '../desk/clock.ts'
import { idBefore } from '../desk/id-cursor.ts'
import { sendTimes } from '../desk/later/times.ts'
import type { SendQueue } from '../desk/send-queue.ts'
import { TanyaError } from '../errors.ts'
import { agentOf, idOf, route, type Route } from '../route.ts'
import { OutboxPage, OutboxQuery, SendTimes } from '../wire/outbox.ts'

export function outboxRoutes(queue: SendQueue, clock: Clock): Route[] {
  return [
    route({
      method: 'get',
      path: '/outbox',
      access: 'agent',
      summary: 'What waits to be sent, and what could not be in the last seven days',
      query: OutboxQuery,
      responses: { 200: OutboxPage },
      async handle({ query: { state, limit, cursor } }) {
        return { status: 200, body: await queue.page(statesIn(state), limit, idBefore(cursor)) }
      },
    }),
    route({
      method: 'get',
      path: '/outbox/times',
      access: 'agent',
      summary: 'When an answer may well be sent later, by the office’s calendar',
      responses: { 200: SendTimes },
      async handle() {
        const items = sendTimes(clock, Date.now())
        return {
          status: 200,
          body: { items: items.map(({ kind, at }) => ({ kind, at: new Date(at).toISOString() })) },
        }
      },
    }),
    route({
      method: 'post',
      path: '/outbox/{messageId}/hurry',
      access: 'agent',
      summary: 'Send now what waits for its time or its next attempt, whatever holds it back',
      responses: { 204: null },
      async handle(call) {
        await queue.hurry(agentOf(call), idOf(call, 'messageId'))
        return { status: 204 }
      },
    }),
  ]
}

function statesIn(given: string | undefined) {
  if (given === undefined || given === '') return unsettledStates
  return given.split(',').map((word) => {
    const state = unsettledStates.find((known) => known === word.trim())
    if (!state) throw new TanyaError('bad-request', `There are ${unsettledStates.join(', ')}.`)
    return state
  })
}
