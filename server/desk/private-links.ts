/**
 * The private page of a ticket: whoever has its link reads the thread and writes on, with no account. The key is made
 * from the ticket and the office's secret, as a chat's is; raising its version takes it back.
 */
import type { Db } from '../../db/index.ts'
import { linkVersion, raiseLinkVersion } from '../../db/private-links.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { findTicketsByNumber } from '../../db/tickets.ts'
import { isSameKey, privateKey } from './private-key.ts'
import { storable } from './storable.ts'

type LinkedTicket = Pick<TicketRow, 'id' | 'number' | 'language'>
export type PrivateLinks = ReturnType<typeof createPrivateLinks>

/** `baseUrl` goes before the path where the link leaves the house. */
export function createPrivateLinks(db: Db, secret: string, baseUrl: string) {
  async function pathTo({ id, number, language }: LinkedTicket): Promise<string> {
    const key = privateKey(secret, id, await linkVersion(db.read, id))
    return `/tanya/${number}/${key}${language === 'en' ? '?lang=en' : ''}`
  }

  return {
    pathTo,
    async addressOf(ticket: LinkedTicket): Promise<string> {
      return baseUrl + (await pathTo(ticket))
    },
    /** The ticket that number and key open together; null when they open none, whatever is wrong with them. */
    async open(number: string, key: string): Promise<TicketRow | null> {
      const [ticket] = await findTicketsByNumber(db.read, [storable(number)])
      const id = ticket?.id ?? 0
      const isRight = isSameKey(privateKey(secret, id, await linkVersion(db.read, id)), key)
      return ticket && isRight ? ticket : null
    },
    /** From now on the link opens nothing; another can be asked for. */
    async revoke(ticketId: number): Promise<void> {
      await db.write((tx) => raiseLinkVersion(tx, ticketId))
    },
  }
}
