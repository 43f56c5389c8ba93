/** Visitors who are kept out of the chat. All blocks in force are held in memory: they are few, and each message asks. */
import { insertBlock, liftBlocks, listBlocked, type Blocked } from '../../../db/blocks.ts'
import { insertEvent } from '../../../db/events.ts'
import { updateChat } from '../../../db/chats.ts'
import type { Db, Tx } from '../../../db/index.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import { noteStaffChange } from '../../../db/staff.ts'
import { findTicket, updateTicket } from '../../../db/tickets.ts'
import { invalidField, notFound } from '../../errors.ts'
import { appendNote } from '../thread.ts'

/** Many share one address, as behind a provider's NAT: it counts for a day. */
const addressBlockedMs = 24 * 3600_000

export type Blocks = ReturnType<typeof createBlocks>

export function createBlocks({ db }: { db: Db }) {
  let blocked: Blocked = { ticketIds: new Set(), persons: new Set(), addressKeys: new Map() }

  /** Also call it when another process may have changed something. */
  async function reload(): Promise<void> {
    blocked = await listBlocked(db.read)
  }

  async function change(
    agent: AgentRow,
    ticketId: number,
    text: string,
    work: (tx: Tx, contactId: number, now: number) => Promise<void>,
  ): Promise<void> {
    await db.write(async (tx) => {
      const ticket = await findTicket(tx, ticketId)
      if (!ticket) throw notFound('ticket')
      if (ticket.channel !== 'chat') throw invalidField('id', 'Only visitors of the chat can be blocked.')
      const now = Date.now()
      await work(tx, ticket.contact_id, now)
      await appendNote(tx, ticket, { by: agent, text, created_at: now })
      await insertEvent(tx, { type: 'ticket:changed', ticketId, now })
      await noteStaffChange(tx)
    })
    await reload()
  }

  function isAddressBlocked(key: string): boolean {
    const since = blocked.addressKeys.get(key)
    return since !== undefined && since > Date.now() - addressBlockedMs
  }

  return {
    reload,
    isBlocked({ addressKey, ticketId, person }: { addressKey?: string; ticketId?: number; person?: string }) {
      return (
        (addressKey !== undefined && isAddressBlocked(addressKey)) ||
        (ticketId !== undefined && blocked.ticketIds.has(ticketId)) ||
        (person !== undefined && blocked.persons.has(person))
      )
    },
    /** Ends the chat and takes no other from this visitor; the reason stands in the thread. */
    block: (agent: AgentRow, ticketId: number, reason: string) =>
      change(agent, ticketId, `Pengunjung diblokir: ${reason}`, async (tx, contactId, now) => {
        await insertBlock(tx, { ticketId, contactId, reason, agentId: agent.id, now })
        await updateChat(tx, ticketId, { ended_at: now })
        await updateTicket(tx, ticketId, { status: 'closed', updated_at: now })
      }),
    lift: (agent: AgentRow, ticketId: number) =>
      change(agent, ticketId, 'Blokir pengunjung dicabut.', (tx, contactId, now) =>
        liftBlocks(tx, contactId, now),
      ),
  }
}
