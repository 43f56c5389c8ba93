import { z } from 'zod'
import { countMails } from '../../db/mails.ts'
import type { Db } from '../../db/index.ts'
import { idBefore } from '../desk/id-cursor.ts'
import type { MailLog } from '../desk/mail/mail-log.ts'
import { agentOf, bytes, idOf, route, type Route } from '../route.ts'
import { Mail, MailPage, MailQuery } from '../wire/mail.ts'

export function mailRoutes(deps: {
  db: Db
  mailLog: MailLog
  replay: (id: number) => Promise<unknown>
  openTicket: (id: number) => Promise<unknown>
}): Route[] {
  const { db, mailLog, replay, openTicket } = deps
  return [
    route({
      method: 'get',
      path: '/mails/ledger',
      access: 'admin',
      summary: 'What became of every mail taken in',
      responses: { 200: z.record(z.string(), z.int()) },
      handle: async () => ({ status: 200, body: await countMails(db.read) }),
    }),
    route({
      method: 'get',
      path: '/mails',
      access: 'agent',
      summary: 'The mail log: every mail taken in, the newest first',
      query: MailQuery,
      responses: { 200: MailPage },
      async handle({ query }) {
        const { bucket, q, limit, cursor } = query
        const filter = { bucket, words: q?.trim() || undefined, beforeId: idBefore(cursor) }
        return { status: 200, body: await mailLog.page(filter, limit) }
      },
    }),
    route({
      method: 'get',
      path: '/mails/{id}',
      access: 'agent',
      summary: 'One mail of the log',
      responses: { 200: Mail },
      handle: async (call) => ({ status: 200, body: await mailLog.one(idOf(call)) }),
    }),
    route({
      method: 'get',
      path: '/mails/{id}/raw',
      access: 'admin',
      summary: 'The mail as it came, to be downloaded as an .eml file',
      responses: { 200: bytes },
      async handle(call) {
        const id = idOf(call)
        const raw = await mailLog.raw(id)
        call.response
          .attachment(`surel-${id}.eml`)
          .set({
            'Content-Type': 'message/rfc822',
            'Cache-Control': 'no-store',
            'Content-Security-Policy': "default-src 'none'; sandbox",
            'X-Content-Type-Options': 'nosniff',
          })
          .end(raw)
        return { status: 200 }
      },
    }),
    route({
      method: 'post',
      path: '/mails/{id}/settle',
      access: 'agent',
      summary: 'Say that a mail in quarantine was seen to: it stays there, and calls nobody any more',
      responses: { 200: Mail },
      handle: async (call) => ({
        status: 200,
        body: await mailLog.settle(idOf(call), agentOf(call).id),
      }),
    }),
    route({
      method: 'post',
      path: '/mails/{id}/ticket',
      access: 'agent',
      summary: 'Open a ticket with a mail that was put aside as a list’s or a machine’s',
      responses: { 200: Mail },
      async handle(call) {
        const id = idOf(call)
        await openTicket(id)
        return { status: 200, body: await mailLog.one(id) }
      },
    }),
    route({
      method: 'post',
      path: '/mails/{id}/replay',
      access: 'admin',
      summary: 'Take a kept mail in again, such as one that was quarantined; what it had become it stays',
      responses: { 200: Mail },
      async handle(call) {
        const id = idOf(call)
        await replay(id)
        return { status: 200, body: await mailLog.one(id) }
      },
    }),
  ]
}
