import { z } from 'zod'
import { countMails } from '../../db/mails.ts'
import type { Db } from '../../db/index.ts'
import { route, type Route } from '../route.ts'

export function mailRoutes(db: Db): Route[] {
  return [
    route({
      method: 'get',
      path: '/mails/ledger',
      access: 'admin',
      summary: 'What became of every mail taken in',
      responses: { 200: z.record(z.string(), z.int()) },
      handle: async () => ({ status: 200, body: await countMails(db.read) }),
    }),
  ]
}
