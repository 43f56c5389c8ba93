import { z } from 'zod'
import type { Db } from '../../db/index.ts'
import { findMessages } from '../../db/messages.ts'
import { presentMessages } from '../desk/present/messages.ts'
import type { IncomingFiles } from '../desk/texts/incoming-files.ts'
import type { WhatsappTemplates } from '../desk/texts/whatsapp-templates.ts'
import { notFound } from '../errors.ts'
import { idOf, route, type Route } from '../route.ts'
import { Message } from '../wire/message.ts'
import { WhatsappTemplate } from '../wire/whatsapp-template.ts'

export function textRoutes(deps: {
  db: Db
  templates: WhatsappTemplates
  /** Null while neither SMS nor WhatsApp is on. */
  incomingFiles: () => IncomingFiles | null
}): Route[] {
  return [
    route({
      method: 'get',
      path: '/whatsapp-templates',
      access: 'agent',
      summary: 'What may be said by WhatsApp after the citizen’s 24 hours: words it has approved',
      responses: { 200: z.object({ items: z.array(WhatsappTemplate) }) },
      handle: async () => ({ status: 200, body: { items: deps.templates.list() } }),
    }),
    route({
      method: 'post',
      path: '/messages/{id}/files/retry',
      access: 'agent',
      summary: 'Fetch once more the files of a text that are not here',
      responses: { 200: Message },
      async handle(call) {
        const files = deps.incomingFiles()
        if (!files) throw notFound('message')
        const { id } = await files.again(idOf(call))
        const [message] = await presentMessages(deps.db.read, await findMessages(deps.db.read, [id]))
        return { status: 200, body: message }
      },
    }),
  ]
}
