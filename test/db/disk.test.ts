/** SQLite and the disk: what is told when, and what becomes of a disk that does not keep what it is given. */
import SQLite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkpoint, closeDatabase } from '../../db/checkpoint.ts'
import { createCheckpoints } from '../../db/checkpoints.ts'
import { logKeeper } from '../../server/desk/disk/disk-thread.ts'
import { groupCommits } from '../../db/group-commits.ts'
import { openDb, type Db } from '../../db/index.ts'
import { migrateToLatestOrThrow } from '../../db/migrate.ts'
import type { Schema } from '../../db/schema/index.ts'
import { readSetting, writeSetting } from '../../db/settings.ts'
import { createWalSync } from '../../db/wal-sync.ts'

const run = promisify(execFile)
let dir: string
let path: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tanya-disk-'))
  path = join(dir, 'tanya.db')
})
afterEach(() => rmSync(dir, { recursive: true }))

describe('the log’s sync', () => {
  it('is shared by all who ask while another runs, and ends for each', async () => {
    writeFileSync(`${path}-wal`, 'frames')
    const wal = createWalSync(path)
    const first = wal.sync()
    await Promise.resolve()
    await Promise.resolve()
    const [second, third] = [wal.sync(), wal.sync()]
    expect(second).toBe(third)
    expect(second).not.toBe(first)
    await Promise.all([first, second, third])
    wal.close()
  })

  it('that failed once fails for ever', async () => {
    symlinkSync('/dev/null', `${path}-wal`) // which cannot be synced
    const wal = createWalSync(path)
    await expect(wal.sync()).rejects.toThrow('EINVAL')
    rmSync(`${path}-wal`)
    writeFileSync(`${path}-wal`, 'frames')
    await expect(wal.sync()).rejects.toThrow('EINVAL')
    wal.close()
  })
})

describe('the log', { timeout: 60_000 }, () => {
  const patience = { timeout: 20_000 }

  it('comes home in a thread, and begins anew', async () => {
    const db = openDb(`sqlite:${path}`, logKeeper)
    await migrateToLatestOrThrow(db)
    const write = (name: string) => db.write((tx) => writeSetting(tx, name, 'x'.repeat(5000)))
    const writeMany = async (run: string, count: number) => {
      for (let i = 0; i < count; i++) await write(`${run}.${i}`)
    }
    const logBytes = () => statSync(`${path}-wal`).size
    await writeMany('before', 249)
    const home = statSync(path).size
    await write('the one')
    await expect.poll(() => statSync(path).size, patience).toBeGreaterThan(home)
    // Then it is overwritten from its beginning, and not made longer; on a busy machine after another 250 commits.
    let run = 0
    const growth = async () => {
      const before = logBytes()
      await writeMany(`after.${++run}`, 20)
      return logBytes() - before
    }
    await expect.poll(growth, patience).toBe(0)
    await db.close()
    // Closed last by the writer, which leaves no log.
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  it('comes home wholly while writers go on: they write beside most of it, and pause for the rest', async () => {
    const framesInLog = () =>
      (new SQLite(path).pragma('wal_checkpoint(PASSIVE)') as { log: number }[])[0]?.log
    const asked: string[] = []
    const write = (name: string) => db.write((tx) => writeSetting(tx, name, 'x'))
    let pausedWrite: Promise<unknown> | undefined
    const db: Db = openDb(`sqlite:${path}`, {
      async checkpoint() {
        // The first time writers go on.
        if (asked.length === 0) await write('beside it')
        else {
          let isWritten = false
          pausedWrite = write('after the pause').then(() => (isWritten = true))
          await pause(50)
          expect(isWritten).toBe(false)
        }
        asked.push('checkpoint')
        checkpoint(path)
      },
      close: async () => closeDatabase(path),
    })
    await migrateToLatestOrThrow(db)
    await Promise.all(Array.from({ length: 250 }, (_, i) => write(`${i}`)))
    await expect.poll(() => asked).toHaveLength(2)
    await pausedWrite
    // The log began anew with the write that had waited.
    expect(framesInLog()).toBeLessThan(10)
    await db.close()
  })

  it('is closed with its thread when nothing else keeps the process alive', async () => {
    const closes = join(import.meta.dirname, '_closes.ts')
    expect((await run(process.execPath, [closes, `sqlite:${path}`])).stdout).toBe('closed')
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  it('harms no commit where the system gives no thread', async () => {
    const script = join(import.meta.dirname, '_without-threads.ts')
    // Without `--allow-worker`, Node refuses each thread as a system does that has none left.
    const { stdout } = await run(process.execPath, ['--permission', '--allow-fs-read=*', script, path])
    expect(stdout).toBe('unharmed')
  })

  it('is closed also when its thread has failed', async () => {
    writeFileSync(path, 'this is no database')
    const checkpoints = createCheckpoints(path, logKeeper, (work) => void work())
    for (let commits = 0; commits < 250; commits++) checkpoints.noteCommit(1)
    await checkpoints.close()
  })
})

describe('a write', () => {
  /** A database whose disk takes its time, until `onDisk` or `broken` is called. */
  async function openSlow() {
    const full = openDb(`sqlite:${path}`)
    await migrateToLatestOrThrow(full)
    const file = new SQLite(path)
    const writer = new Kysely<Schema>({ dialect: new SqliteDialect({ database: file }) })
    const syncs: { done: () => void; fail: (error: Error) => void }[] = []
    const wal = {
      sync: () => new Promise<void>((done, fail) => syncs.push({ done, fail })),
      close: () => undefined,
    }
    let commits = 0
    const { write } = groupCommits(writer, file, wal, () => (commits += 1))
    const close = async () => {
      await writer.destroy()
      await full.close()
    }
    return { write, syncs, commits: () => commits, read: full.read, close }
  }
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await new Promise(setImmediate)
  }

  it('can be seen before its sync, and is acknowledged after it', async () => {
    const { write, syncs, commits, read, close } = await openSlow()
    let isAcknowledged = false
    const writing = write((tx) => writeSetting(tx, 'one', 'x')).then(() => (isAcknowledged = true))
    await turns(5)
    expect(commits()).toBe(1)
    expect(await readSetting(read, 'one')).toBe('x')
    expect(isAcknowledged).toBe(false)
    syncs[0]?.done()
    await writing
    await close()
  })

  it('does not wait for the sync of the one before it to be committed', async () => {
    const { write, syncs, read, close } = await openSlow()
    const first = write((tx) => writeSetting(tx, 'one', 'x'))
    await turns(5)
    const second = write((tx) => writeSetting(tx, 'two', 'x'))
    await turns(5)
    expect(await readSetting(read, 'two')).toBe('x')
    for (const { done } of syncs) done()
    await Promise.all([first, second])
    await close()
  })

  it('is done while the disk is busy with several before it, and committed when that has ended', async () => {
    const { write, syncs, commits, read, close } = await openSlow()
    const before = ['one', 'two'].map((name) => write((tx) => writeSetting(tx, name, 'x')))
    await turns(5)
    const done: string[] = []
    const joining = ['three', 'four'].map((name) =>
      write(async (tx) => {
        await writeSetting(tx, name, 'x')
        done.push(name)
      }),
    )
    await turns(5)
    const late = write((tx) => writeSetting(tx, 'five', 'x'))
    await turns(5)
    expect(done).toEqual(['three', 'four'])
    expect(commits()).toBe(1)
    expect(await readSetting(read, 'three')).toBeNull()
    syncs[0]?.done()
    await Promise.all(before)
    await turns(5)
    expect(commits()).toBe(2)
    expect(await readSetting(read, 'five')).toBe('x')
    syncs[1]?.done()
    await Promise.all([...joining, late])
    await close()
  })

  it('that fails as it joins others takes nothing from them', async () => {
    const { write, syncs, read, close } = await openSlow()
    const before = ['one', 'two'].map((name) => write((tx) => writeSetting(tx, name, 'x')))
    await turns(5)
    const good = write((tx) => writeSetting(tx, 'good', 'x'))
    await turns(3)
    const bad = write(async (tx) => {
      await writeSetting(tx, 'bad', 'x')
      throw new Error('no')
    })
    const isBad = expect(bad).rejects.toThrow('no')
    await turns(5)
    for (const { done } of syncs) done()
    await Promise.all([...before, isBad, good])
    expect(await readSetting(read, 'good')).toBe('x')
    expect(await readSetting(read, 'bad')).toBeNull()
    await close()
  })

  it('is refused when the disk did not keep it', async () => {
    const { write, syncs, close } = await openSlow()
    const writing = Promise.allSettled([1, 2, 3].map((one) => write((tx) => writeSetting(tx, `${one}`, 'x'))))
    await turns(5)
    syncs[0]?.fail(new Error('EIO'))
    for (const one of await writing) expect(one).toMatchObject({ reason: { message: 'EIO' } })
    await close()
  })
})
