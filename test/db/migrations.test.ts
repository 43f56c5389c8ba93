import { Migrator } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { migrationsFor } from '../../db/migrations/index.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { contents, fill, tables } from './_filled.ts'

describe.each(databases)('the migrations, on $name', ({ name: dialect, create }) => {
  let database: TestDatabase
  let db: Db
  const known = Object.keys(migrationsFor(dialect))

  beforeEach(async () => {
    database = await create()
    db = openDb(database.url)
  })
  afterEach(async () => {
    await db.close()
    await database.drop()
  })

  it('run once, in the order of their names, and then no more', async () => {
    expect(known).toEqual([...known].sort())
    expect(await migrateToLatestOrThrow(db)).toEqual(known)
    expect(await migrateToLatestOrThrow(db)).toEqual([])
  })

  it('keep every row of a filled database', async () => {
    const provider = { getMigrations: async () => migrationsFor(dialect) }
    const { error } = await new Migrator({ db: db.migrationTarget, provider }).migrateTo(known[0] ?? '')
    expect(error).toBeUndefined()
    await fill(db)
    const before = await contents(db)
    for (const table of tables) expect(before[table]?.length, table).toBeGreaterThan(0)
    await migrateToLatestOrThrow(db)
    const after = await contents(db)
    for (const table of tables) {
      expect(
        after[table]?.map((row) => JSON.parse(row) as object),
        table,
      ).toMatchObject(before[table]?.map((row) => JSON.parse(row) as object) ?? [])
    }
    await db.close()
    db = openDb(database.url)
    expect(await migrateToLatestOrThrow(db)).toEqual([])
    expect(await contents(db)).toEqual(after)
  })

  it('give answers a clientId of their own, beside the citizens’', async () => {
    const provider = { getMigrations: async () => migrationsFor(dialect) }
    await new Migrator({ db: db.migrationTarget, provider }).migrateTo(known[0] ?? '')
    await fill(db)
    const first = db.migrationTarget
    await first.updateTable('messages').set({ client_id: 'k1' }).where('seq', '=', 1).execute()
    await first
      .updateTable('messages')
      .set({ direction: 'inbound', client_id: 'k2' })
      .where('ticket_id', '=', 2)
      .execute()
    await migrateToLatestOrThrow(db)
    const ids = await db.read
      .selectFrom('messages')
      .select(['ticket_id', 'client_id', 'reply_client_id'])
      .orderBy('ticket_id')
      .limit(2)
      .execute()
    expect(ids).toEqual([
      { ticket_id: 1, client_id: null, reply_client_id: 'k1' },
      { ticket_id: 2, client_id: 'k2', reply_client_id: null },
    ])
  })

  it('take back that a mail’s From was proof, and leave the address its contact’s', async () => {
    const provider = { getMigrations: async () => migrationsFor(dialect) }
    await new Migrator({ db: db.migrationTarget, provider }).migrateTo(known[0] ?? '')
    await fill(db)
    await db.write((tx) => tx.updateTable('identities').set({ is_verified: 1 }).execute())
    await migrateToLatestOrThrow(db)
    const rows = await db.read.selectFrom('identities').selectAll().where('kind', '=', 'email').execute()
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toMatchObject({ is_verified: 0, owns_address: 1 })
  })

  it('leave nothing half done when one fails', async () => {
    await migrateToLatestOrThrow(db)
    const broken = {
      ...migrationsFor(dialect),
      '9999-broken': {
        async up(target: Db['migrationTarget']) {
          await target.schema.createTable('half').addColumn('id', 'integer').execute()
          throw new Error('broken in the middle')
        },
      },
    }
    await expect(migrateToLatestOrThrow(db, broken)).rejects.toThrow('broken in the middle')
    const found = await db.migrationTarget.introspection.getTables()
    expect(found.map((table) => table.name)).toContain('tickets')
    expect(found.map((table) => table.name)).not.toContain('half')
    expect(await migrateToLatestOrThrow(db)).toEqual([])
  })

  it('know who wrote by WhatsApp before', async () => {
    const provider = { getMigrations: async () => migrationsFor(dialect) }
    await new Migrator({ db: db.migrationTarget, provider }).migrateTo('0016-routing')
    await fill(db)
    const first = db.migrationTarget
    const phone = { kind: 'phone', address: '+628123456789' } as const
    await first.updateTable('identities').set(phone).where('contact_id', '=', 1).execute()
    const written = { channel: 'whatsapp', direction: 'inbound', created_at: 1_700_000_000_000 } as const
    await first.updateTable('messages').set(written).where('ticket_id', '=', 1).where('seq', '=', 1).execute()
    await migrateToLatestOrThrow(db)
    expect(await db.read.selectFrom('phones').selectAll().execute()).toEqual([
      {
        ...{ address: '+628123456789', sms_stopped_at: null, whatsapp_stopped_at: null },
        whatsapp_wrote_at: 1_700_000_000_000,
      },
    ])
  })
})
