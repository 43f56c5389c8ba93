import type { Learning } from '../desk/learning/learning.ts'
import type { LearningView } from '../desk/learning/learning-view.ts'
import type { Lessons } from '../desk/learning/lessons.ts'
import type { Tickets } from '../desk/tickets.ts'
import { agentOf, idOf, route, type Route } from '../route.ts'
import { FateChange, Learning as LearningSchema, LearningQuery } from '../wire/learning.ts'

export function learningRoutes(deps: {
  tickets: Tickets
  learning: Learning
  lessons: Lessons
  view: LearningView
}): Route[] {
  const { tickets, learning, lessons, view } = deps

  return [
    route({
      method: 'post',
      path: '/tickets/{id}/suggestions/fate',
      access: 'agent',
      summary: 'A suggestion was put into a reply, or does not fit',
      body: FateChange,
      responses: { 204: null },
      async handle(call) {
        const ticket = await tickets.find(agentOf(call), idOf(call))
        await learning.mark(agentOf(call), ticket, call.body.answer, call.body.fate)
        return { status: 204 }
      },
    }),
    route({
      method: 'get',
      path: '/learning',
      access: 'agent',
      summary: 'What became of suggestions, and what the suggester learnt from it',
      query: LearningQuery,
      responses: { 200: LearningSchema },
      handle: async ({ query }) => ({ status: 200, body: await view(query) }),
    }),
    route({
      method: 'delete',
      path: '/learning/lessons/{id}',
      access: 'admin',
      summary: 'Forget one lesson',
      responses: { 204: null },
      async handle(call) {
        await lessons.forget(idOf(call))
        return { status: 204 }
      },
    }),
    route({
      method: 'delete',
      path: '/learning',
      access: 'admin',
      summary: 'Forget all lessons: suggestions are again as they were trained',
      responses: { 204: null },
      async handle() {
        await lessons.forgetAll()
        return { status: 204 }
      },
    }),
  ]
}
