import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Whoever writes from a number that somebody only typed may be the one who typed it. */
export const typedAddresses: Migration = {
  async up(db) {
    await sql`create index identities_typed on identities (kind, address) where owns_address = 0`.execute(db)
  },
}
