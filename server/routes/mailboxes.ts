import { z } from 'zod'
import type { MailboxChecks } from '../desk/mail/mailbox-check.ts'
import type { MailboxView } from '../desk/mail/mailbox-view.ts'
import { route, type Route } from '../route.ts'
import { Mailbox, MailboxCheck, MailboxName } from '../wire/mailbox.ts'

export function mailboxRoutes({ view, checks }: { view: MailboxView; checks: MailboxChecks }): Route[] {
  return [
    route({
      method: 'get',
      path: '/mailboxes',
      access: 'agent',
      summary: 'How each mailbox is doing',
      responses: { 200: z.object({ items: z.array(Mailbox) }) },
      handle: async () => ({ status: 200, body: { items: await view.list() } }),
    }),
    route({
      method: 'post',
      path: '/mailboxes/look',
      access: 'admin',
      summary: 'Look for new mail in a mailbox now, without waiting for the next attempt',
      body: MailboxName,
      responses: { 204: null },
      handle({ body: { name } }) {
        view.lookNow(name)
        return Promise.resolve({ status: 204 })
      },
    }),
    route({
      method: 'get',
      path: '/mailboxes/check',
      access: 'admin',
      summary: 'The last check of mailboxes against ledger, or the one that is running',
      responses: { 200: MailboxCheck },
      handle: () => Promise.resolve({ status: 200, body: checks.read() }),
    }),
    route({
      method: 'post',
      path: '/mailboxes/check',
      access: 'admin',
      summary: 'Begin to hold every mailbox against the ledger, mail by mail',
      responses: { 202: MailboxCheck },
      handle: () => Promise.resolve({ status: 202, body: checks.start() }),
    }),
    route({
      method: 'post',
      path: '/mailboxes/take-in',
      access: 'admin',
      summary: 'Take in the mails that the last check found missing in a mailbox, then check again',
      body: MailboxName,
      responses: { 202: MailboxCheck },
      handle: ({ body: { name } }) => Promise.resolve({ status: 202, body: checks.takeIn(name) }),
    }),
  ]
}
