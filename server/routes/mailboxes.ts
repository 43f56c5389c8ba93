import { z } from 'zod'
import { route, type Route } from '../route.ts'
import { Mailbox } from '../wire.ts'

export function mailboxRoutes(mailboxes: () => Mailbox[]): Route[] {
  return [
    route({
      method: 'get',
      path: '/mailboxes',
      access: 'agent',
      summary: 'How each mailbox is doing that this process reads',
      responses: { 200: z.object({ items: z.array(Mailbox) }) },
      handle: () => Promise.resolve({ status: 200, body: { items: mailboxes() } }),
    }),
  ]
}
