/** Writes enough for the log's thread to have begun, and closes the database, with nothing else to keep the process alive. */
import { openDb } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { writeSetting } from '../../db/settings.ts'
import { logKeeper } from '../../server/desk/disk/disk-thread.ts'

const db = openDb(process.argv[2] ?? '', logKeeper)
await migrateToLatestOrThrow(db)
for (let i = 0; i < 300; i++) await db.write((tx) => writeSetting(tx, `nama.${i}`, 'isi'))
await db.close()
process.stdout.write('closed')
