import type { Mail, MailPage, OutboxPage, SendTimes } from '../../server/wire-mail.ts'
import type { Http, Query } from './http.ts'

export type MailApi = ReturnType<typeof createMailApi>

/** What came in by mail, and what is on its way out. */
export function createMailApi({ request, beginning }: Pick<Http, 'request' | 'beginning'>) {
  return {
    log: (query: Query) => request<MailPage>('GET', '/mails', { query }),
    mail: (id: number) => request<Mail>('GET', `/mails/${id}`),
    source: (id: number, mostBytes: number) => beginning(`/mails/${id}/raw`, mostBytes),
    sourceAddress: (id: number) => `/api/v1/mails/${id}/raw`,
    replay: (id: number) => request<Mail>('POST', `/mails/${id}/replay`),
    outbox: (query: Query) => request<OutboxPage>('GET', '/outbox', { query }),
    times: () => request<SendTimes>('GET', '/outbox/times'),
    hurry: (messageId: number) => request<void>('POST', `/outbox/${messageId}/hurry`),
  }
}
