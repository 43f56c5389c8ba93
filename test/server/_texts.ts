/** An office that texts: the telephone's office, and what these tests ask of it. */
import { openDb } from '../../db/index.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import type { Simulator } from '../../simulator/index.ts'
import { waitFor } from '../_office.ts'
import { openTelephone, type TelephoneOffice } from './_telephone.ts'

export type Kind = 'sms' | 'whatsapp'
export type Texting = NonNullable<Ticket['contact']['identities'][number]['texting']>

export interface TextOffice extends TelephoneOffice {
  writes: Simulator['receiveFrom']
  /** The newest ticket of a channel. */
  newest(channel?: Kind): Promise<Ticket>
  /** What is known of the number behind the newest ticket of a channel. */
  texting(channel?: Kind): Promise<Texting | undefined>
  /** The message that says this, once it fits. */
  message(ticketId: number, fits: (message: Message) => boolean): Promise<Message>
  /** What the office has sent, as its local Twilio took it: not what Twilio said by itself. */
  sent(): string[]
  upload(filename: string, content: Buffer): Promise<number>
  /** As though everybody had written so much earlier. */
  ago(ms: number): Promise<void>
}

export async function openTexts(env: Record<string, string> = {}, databaseUrl?: string): Promise<TextOffice> {
  const house = await openTelephone({ isOpen: true, env, ...(databaseUrl && { databaseUrl }) })
  const { sari, twilio, office } = house
  const newest = async (channel: Kind = 'sms') => {
    const [ticket] = await sari.tickets(`channel=${channel}&sort=-createdAt`)
    if (!ticket) throw new Error('no ticket')
    return (await sari.request<Ticket>('GET', `/tickets/${ticket.id}`)).body
  }
  return {
    ...house,
    writes: twilio.receiveFrom,
    newest,
    texting: async (channel) =>
      (await newest(channel)).contact.identities.find(({ kind }) => kind === 'phone')?.texting,
    message: (ticketId, fits) =>
      waitFor(async () => (await sari.messages(ticketId)).find(fits), 'a message that fits', 15_000),
    sent: () =>
      twilio
        .messages('outbound')
        .filter(({ fields }) => fields.To !== undefined)
        .map(({ body }) => body),
    async upload(filename, content) {
      const response = await fetch(
        `${office.url}/api/v1/attachments?filename=${encodeURIComponent(filename)}`,
        {
          method: 'POST',
          headers: { cookie: sari.cookie, 'x-csrf-token': sari.csrfToken },
          body: new Uint8Array(content),
        },
      )
      return ((await response.json()) as { id: number }).id
    },
    async ago(ms) {
      const db = openDb(databaseUrl ?? `sqlite:${office.dataDir}/tanya.db`)
      await db.write((tx) =>
        tx
          .updateTable('phones')
          .set((eb) => ({ whatsapp_wrote_at: eb('whatsapp_wrote_at', '-', ms) }))
          .execute(),
      )
      await db.write((tx) =>
        tx
          .updateTable('messages')
          .set((eb) => ({ created_at: eb('created_at', '-', ms) }))
          .execute(),
      )
      await db.close()
    },
  }
}

/** One red pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)
export const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
