import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { openDb } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import type { Config } from '../config.ts'
import { holdDatabase } from '../hold.ts'
import { checkArchive, packOffice, unpackOffice } from './archive.ts'
import { databaseFile, readConfig, refuseWithoutDatabase } from './office.ts'

export function backupCommands(program: Command): void {
  program
    .command('backup')
    .argument('<file>', 'a .tar.gz to write')
    .option('--force', 'overwrite the file')
    .description('a consistent copy of database, attachments and mails, while running')
    .action(async (file: string, options: { force?: boolean }) => {
      const config = readConfig()
      refuseWithoutDatabase(config)
      if (existsSync(file) && !options.force)
        throw new Error(`${file} is there already; --force overwrites it.`)
      console.log(`${await backUp(config, file)} files written`)
    })

  program
    .command('restore')
    .argument('<file>', 'what `tanya backup` wrote')
    .description('put a copy back into an empty data folder, and verify it')
    .action(async (file: string) => {
      const config = readConfig()
      const databasePath = databaseFile(config)
      if (databasePath === null) throw new Error('On PostgreSQL use pg_restore.')
      await checkArchive(file)
      const files = await withFolders([config.dataDir, dirname(databasePath)], () =>
        restore(config, file, databasePath),
      )
      console.log(`${files} files restored and verified`)
    })
}

async function backUp(config: Config, file: string): Promise<number> {
  const db = openDb(config.databaseUrl)
  try {
    if (!db.backup) throw new Error('On PostgreSQL use pg_dump for the database and copy DATA_DIR.')
    return await packOffice(db.backup, config.dataDir, file)
  } finally {
    await db.close()
  }
}

async function restore(config: Config, file: string, databasePath: string): Promise<number> {
  const hold = await holdDatabase(config)
  try {
    const files = await unpackOffice(file, databasePath, config.dataDir)
    const db = openDb(config.databaseUrl)
    await migrateToLatestOrThrow(db).finally(() => db.close())
    return files
  } finally {
    await hold.release()
  }
}

/** Makes the folders for the work, and takes away again what it made when the work fails. */
async function withFolders<T>(dirs: string[], work: () => Promise<T>): Promise<T> {
  const made: string[] = []
  try {
    for (const dir of dirs) {
      const first = await mkdir(dir, { recursive: true }).catch(() => null) // the work will say why not
      if (first) made.push(first)
    }
    return await work()
  } catch (error) {
    for (const dir of made) await rm(dir, { recursive: true, force: true })
    throw error
  }
}
