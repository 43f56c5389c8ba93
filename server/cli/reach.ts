/** Looks whether what the server needs is there, and leaves no trace of looking. */
import SQLite from 'better-sqlite3'
import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { openDb } from '../../db/index.ts'
import type { Config } from '../config.ts'
import { databaseFile } from './office.ts'

const timeoutMs = 5000

/** Throws when a folder can neither be written nor be made; says so when it is still to be made. */
export function checkFolder(dir: string): string | null {
  let nearest = dir
  while (!existsSync(nearest)) nearest = dirname(nearest)
  if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is no folder.`)
  try {
    accessSync(nearest, constants.W_OK)
  } catch (cause) {
    throw new Error(`${nearest} cannot be written.`, { cause })
  }
  return nearest === dir ? null : 'not there yet; the first start makes it'
}

/** Throws when the database cannot be used. */
export async function reachDatabase(config: Config): Promise<string | null> {
  const file = databaseFile(config)
  if (file === null) {
    const db = openDb(config.databaseUrl)
    await sql`select 1`.execute(db.read).finally(() => db.close())
    return null
  }
  if (!existsSync(file)) return checkFolder(dirname(file)) ?? 'not there yet; the first start makes it'
  // Not read-only: SQLite then leaves a write-ahead log behind, which it otherwise takes away with it.
  const database = new SQLite(file, { fileMustExist: true })
  try {
    database.prepare('select count(*) from sqlite_master').get()
  } finally {
    database.close()
  }
  return null
}

const standardPorts: Record<string, number> = {
  'imap:': 143,
  'imaps:': 993,
  'smtp:': 587,
  'smtps:': 465,
  'http:': 80,
  'https:': 443,
  'redis:': 6379,
  'rediss:': 6379,
}

/** Resolves when somebody takes a connection at this address. */
export function reach(address: string): Promise<void> {
  const url = new URL(address)
  const port = Number(url.port) || standardPorts[url.protocol]
  return new Promise((done, reject) => {
    const socket = createConnection({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: port ?? 0,
      timeout: timeoutMs,
    })
    socket.once('connect', () => (socket.destroy(), done()))
    socket.once('timeout', () => (socket.destroy(), reject(new Error('no answer'))))
    socket.once('error', reject)
  })
}
