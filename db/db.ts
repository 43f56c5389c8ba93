/** What both databases are to the rest of the house. */
import type { Kysely, Transaction } from 'kysely'
import type { Schema } from './schema/index.ts'

export interface Db {
  dialect: 'sqlite' | 'postgres'
  /** For looking only. Sees what is committed. */
  read: Kysely<Schema>
  /**
   * Runs `work` in a transaction and resolves when it is on disk. `work` may be run again after a clash with
   * another process, so it touches the database alone and never the network.
   */
  write<T>(work: (tx: Transaction<Schema>) => Promise<T>): Promise<T>
  /** Hears of each commit of this process before `write` resolves: others may see it, but it may not be on disk yet. */
  onCommit(listener: () => void): void
  /** Resolves when all that can be seen now is on disk; rejects when the disk did not keep it. */
  onDisk(): Promise<void>
  /** Writes stand in the order in which they were asked for, although many are one commit. */
  writesInOrder: boolean
  /** The connection that may alter tables. */
  migrationTarget: Kysely<Schema>
  /** A consistent copy into a file while running; null where the database has its own tool for it. */
  backup: ((path: string) => Promise<void>) | null
  close(): Promise<void>
}

/** What a query needs: `db.read` or a transaction. */
export type Queryable = Kysely<Schema> | Transaction<Schema>
export type Tx = Transaction<Schema>
