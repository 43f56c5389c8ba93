import { unsettledStates } from '../../db/unsettled.ts'
import { idBefore } from '../desk/id-cursor.ts'
import type { SendQueue } from '../desk/send-queue.ts'
import { TanyaError } from '../errors.ts'
import { idOf, route, type Route } from '../route.ts'
import { OutboxPage, OutboxQuery } from '../wire-mail.ts'

export function outboxRoutes(queue: SendQueue): Route[] {
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
      method: 'post',
      path: '/outbox/{messageId}/hurry',
      access: 'agent',
      summary: 'Try now to send what waits for its next attempt',
      responses: { 204: null },
      async handle(call) {
        await queue.hurry(idOf(call, 'messageId'))
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
