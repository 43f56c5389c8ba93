/** The databases every storage and desk test runs on: SQLite files, and a real PostgreSQL started once a run. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  url: string
  drop(): Promise<void>
}

export const databases: { name: 'sqlite' | 'postgres'; create(): Promise<TestDatabase> }[] = [
  {
    name: 'sqlite',
    async create() {
      const dir = mkdtempSync(join(tmpdir(), 'tanya-db-'))
      return {
        url: `sqlite:${join(dir, 'tanya.db')}`,
        drop: async () => rmSync(dir, { recursive: true, force: true }),
      }
    },
  },
  {
    name: 'postgres',
    async create() {
      const server = inject('postgresUrl')
      const name = `tanya_${process.pid}_${Math.random().toString(36).slice(2)}`
      await administer(server, `create database ${name}`)
      return {
        url: `${server}/${name}`,
        drop: () => administer(server, `drop database ${name} with (force)`),
      }
    },
  },
]

async function administer(server: string, command: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` })
  await client.connect()
  await client.query(command).finally(() => client.end())
}
