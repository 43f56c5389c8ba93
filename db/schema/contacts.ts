/** Citizens, and how they are reached. */
import type { Generated, Selectable } from 'kysely'
import type { Bit, Millis } from './values.ts'

export interface ContactTables {
  contacts: {
    id: Generated<number>
    name: string | null
    created_at: Millis
    /** An agent trusts the links they send. */
    is_trusted: Generated<Bit>
  }
  /**
   * How a contact can be reached. `owns_address` marks the one contact that answers to an address; one that was
   * only typed never owns it, so it can never open somebody else's history. `is_verified` says that the address
   * was proven: by a signed webhook, not by a mail's From.
   */
  identities: {
    id: Generated<number>
    contact_id: number
    kind: 'email' | 'phone' | 'chat'
    address: string
    is_verified: Bit
    owns_address: Bit
    created_at: Millis
  }
  /** Addresses to which mail cannot be delivered, until mail comes from them again. */
  undeliverable: { address: string; reason: string; created_at: Millis }
  /** Whom no chat is taken from any more, and why. */
  blocks: {
    id: Generated<number>
    contact_id: number
    /** Where they wrote from, unreadable (`chats.address_key`); counts for a day, since many share an address. */
    address_key: string | null
    reason: string
    agent_id: number
    created_at: Millis
    lifted_at: Millis | null
  }
}

export type ContactRow = Selectable<ContactTables['contacts']>
export type IdentityRow = Selectable<ContactTables['identities']>
