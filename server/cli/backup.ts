import type { Command } from 'commander'
import { openDb } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import { holdDatabase } from '../hold.ts'
import { readConfig } from './office.ts'
import { packOffice, unpackOffice } from './archive.ts'

export function backupCommands(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'a .tar.gz to write')
    .description('a consistent copy of database, attachments and mails, while running')
    .action(async (file: string) => {
      const config = readConfig()
      const db = openDb(config.databaseUrl)
      try {
        if (!db.backup) throw new Error('On PostgreSQL use pg_dump for the database and copy DATA_DIR.')
        const files = await packOffice(db.backup, config.dataDir, file)
        console.log(`${files} files written`)
      } finally {
        await db.close()
      }
    })

  program
    .command('restore')
    .argument('<file>', 'what `tanya backup` wrote')
    .description('put a copy back into an empty data folder, and verify it')
    .action(async (file: string) => {
      const config = readConfig()
      if (!config.databaseUrl.startsWith('sqlite:')) throw new Error('On PostgreSQL use pg_restore.')
      const hold = await holdDatabase(config)
      try {
        const files = await unpackOffice(file, config.databaseUrl.slice('sqlite:'.length), config.dataDir)
        const db = openDb(config.databaseUrl)
        await migrateToLatestOrThrow(db).finally(() => db.close())
        console.log(`${files} files restored and verified`)
      } finally {
        await hold.release()
      }
    })
}
