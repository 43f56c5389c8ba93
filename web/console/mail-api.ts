import type { Mail, MailPage } from '../../server/wire/mail.ts'
import type { Mailbox, MailboxCheck } from '../../server/wire/mailbox.ts'
import type { OutboxPage, SendTimes } from '../../server/wire/outbox.ts'
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
    openTicket: (id: number) => request<Mail>('POST', `/mails/${id}/ticket`),
    settle: (id: number) => request<Mail>('POST', `/mails/${id}/settle`),
    outbox: (query: Query) => request<OutboxPage>('GET', '/outbox', { query }),
    times: () => request<SendTimes>('GET', '/outbox/times'),
    mailboxes: () => request<{ items: Mailbox[] }>('GET', '/mailboxes'),
    lookNow: (name: string) => request<void>('POST', '/mailboxes/look', { body: { name } }),
    check: () => request<MailboxCheck>('GET', '/mailboxes/check'),
    startCheck: () => request<MailboxCheck>('POST', '/mailboxes/check'),
    takeInMissing: (name: string) => request<MailboxCheck>('POST', '/mailboxes/take-in', { body: { name } }),
    hurry: (messageId: number) => request<void>('POST', `/outbox/${messageId}/hurry`),
  }
}
