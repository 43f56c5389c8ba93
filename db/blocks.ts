import { personPrefix } from './contacts.ts'
import type { Queryable, Tx } from './db.ts'

/** Everything by which a blocked visitor is known again. */
export interface Blocked {
  ticketIds: Set<number>
  persons: Set<string>
  /** When each was blocked last, in milliseconds since 1970. */
  addressKeys: Map<string, number>
}

export async function listBlocked(db: Queryable): Promise<Blocked> {
  const blocks = await db
    .selectFrom('blocks')
    .selectAll()
    .where('lifted_at', 'is', null)
    .orderBy('id')
    .execute()
  const contactIds = blocks.map((block) => block.contact_id)
  if (contactIds.length === 0) return { ticketIds: new Set(), persons: new Set(), addressKeys: new Map() }
  const tickets = await db
    .selectFrom('tickets')
    .select('id')
    .where('contact_id', 'in', contactIds)
    .where('channel', '=', 'chat')
    .execute()
  const persons = await db
    .selectFrom('identities')
    .select('address')
    .where('contact_id', 'in', contactIds)
    .where('address', 'like', `${personPrefix}%`)
    .execute()
  return {
    ticketIds: new Set(tickets.map((ticket) => ticket.id)),
    persons: new Set(persons.map((person) => person.address)),
    addressKeys: new Map(
      blocks.flatMap((block) => (block.address_key === null ? [] : [[block.address_key, block.created_at]])),
    ),
  }
}

export async function insertBlock(
  tx: Tx,
  block: { ticketId: number; contactId: number; reason: string; agentId: number; now: number },
): Promise<void> {
  const chat = await tx
    .selectFrom('chats')
    .select('address_key')
    .where('ticket_id', '=', block.ticketId)
    .executeTakeFirst()
  await tx
    .insertInto('blocks')
    .values({
      contact_id: block.contactId,
      address_key: chat?.address_key ?? null,
      reason: block.reason,
      agent_id: block.agentId,
      created_at: block.now,
      lifted_at: null,
    })
    .execute()
}

export async function liftBlocks(tx: Tx, contactId: number, now: number): Promise<void> {
  await tx
    .updateTable('blocks')
    .set({ lifted_at: now })
    .where('contact_id', '=', contactId)
    .where('lifted_at', 'is', null)
    .execute()
}

/** The block in force; undefined when there is none. */
export function findBlock(db: Queryable, contactId: number) {
  return db
    .selectFrom('blocks')
    .innerJoin('agents', 'agents.id', 'blocks.agent_id')
    .select(['blocks.reason', 'blocks.created_at', 'agents.name'])
    .where('blocks.contact_id', '=', contactId)
    .where('blocks.lifted_at', 'is', null)
    .orderBy('blocks.id', 'desc')
    .executeTakeFirst()
}
