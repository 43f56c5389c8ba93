import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listTickets } from '../../db/inbox.ts'
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { addToSearch } from '../../db/search.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { addTicket } from './_filled.ts'

describe.each(databases)('the full text, on $name', ({ create }) => {
  let database: TestDatabase
  let db: Db
  const found = async (words: string) => {
    const order = { by: 'created_at', direction: 'asc' } as const
    return (await listTickets(db.read, db.dialect, { words }, order, 100, null)).map((row) => row.number)
  }

  beforeAll(async () => {
    database = await create()
    db = openDb(database.url)
    await migrateToLatestOrThrow(db)
    await db.write(async (tx) => {
      const doctor = await addTicket(tx, 'A1', 'Syarat SIP dokter', 1)
      await addToSearch(
        tx,
        doctor.id,
        'Perpanjangan izin praktik di Kecamatan Tebet, atas nama dr. Ÿlva O’Brien',
      )
      await addToSearch(tx, doctor.id, `budi.santoso+izin@mail-kita.example\n+628123456789`)
      const grave = await addTicket(tx, 'B2', 'Perpanjang makam', 2)
      await addToSearch(tx, grave.id, `${'lorem ipsum '.repeat(3000)}jarum 0832bef5`)
      await addToSearch(tx, grave.id, 'ليلة 漢字 🙏 नमस्ते')
    })
  })
  afterAll(async () => {
    await db.close()
    await database.drop()
  })

  it.each<[string, string[]]>([
    ['dokter tebet', ['A1']],
    ['dokter makam', []],
    ['perpanjang', ['A1', 'B2']],
    ['izin praktik dokter syarat tebet atas nama dr', ['A1']],
    ['obrien', []],
    ["o'brien", ['A1']],
    ['O’BRIEN', ['A1']],
    ['ÿlva', ['A1']],
    ['santoso+izin@mail', ['A1']],
    ['0812-3456-789', ['A1']],
    ['0832bef5', ['B2']],
    ['+62 812 3456789 tebet', ['A1']],
    ['jarum', ['B2']],
    ['ليلة', ['B2']],
    ['漢字', ['B2']],
    ['नमस्ते', ['B2']],
    ['🙏', []],
    ['', []],
    ['"dokter" AND NOT (x*)', []],
    ['dokter\\makam', []],
    ['%', []],
    ["';--", []],
    ['lorem '.repeat(40), ['B2']],
  ])('finds by “%s”', async (words, expected) => {
    expect(await found(words)).toEqual(expected)
  })

  it('takes texts of any length', async () => {
    await db.write(async (tx) => {
      const ticket = await addTicket(tx, 'C3', 'panjang', 3)
      await addToSearch(tx, ticket.id, 'kata '.repeat(200_000))
      await addToSearch(tx, ticket.id, 'x'.repeat(100_000))
      await addToSearch(tx, ticket.id, Array.from({ length: 30_000 }, (_, i) => `kata${i}`).join(' '))
    })
    expect(await found('kata')).toEqual(['C3'])
  })
})
