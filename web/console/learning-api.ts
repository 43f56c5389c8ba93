import type { FateChange, Learning } from '../../server/wire/learning.ts'
import type { Http } from './http.ts'

export type LearningApi = ReturnType<typeof createLearningApi>

/** What becomes of suggestions, and what was learnt from it. */
export function createLearningApi({ request }: Pick<Http, 'request'>) {
  return {
    mark: (ticketId: number, change: FateChange) =>
      request<void>('POST', `/tickets/${ticketId}/suggestions/fate`, { body: change }),
    read: (cursor?: string) => request<Learning>('GET', '/learning', { query: { limit: 20, cursor } }),
    forget: (id: number) => request<void>('DELETE', `/learning/lessons/${id}`),
    forgetAll: () => request<void>('DELETE', '/learning'),
  }
}
