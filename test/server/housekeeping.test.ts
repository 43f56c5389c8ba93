/** What is swept out every hour, and what is not. */
import { existsSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { insertAttachment } from '../../db/attachments.ts'
import type { Db } from '../../db/index.ts'
import { createFiles, type Files } from '../../server/desk/files.ts'
import { sweepHouse } from '../../server/desk/housekeeping.ts'
import { databases } from '../_databases.ts'
import { addAnswer, addTicket } from '../db/_filled.ts'
import { openFresh, type FreshDatabase } from '../db/_fresh.ts'

const hourMs = 3600_000
const log = pino({ level: 'silent' })

describe.each(databases)('a file that a citizen chose and never sent, on $name', ({ create }) => {
  let fresh: FreshDatabase
  let db: Db
  let dir: string
  let attachments: Files
  beforeEach(async () => {
    fresh = await openFresh(create)
    db = fresh.db
    dir = mkdtempSync(join(tmpdir(), 'tanya-files-'))
    attachments = createFiles(dir)
  })
  afterEach(async () => {
    await fresh.drop()
    rmSync(dir, { recursive: true })
  })

  /** Names a file of these words, two days old unless said otherwise; returns its SHA-256. */
  async function handIn(words: string, { isSent = false, createdAt = Date.now() - 48 * hourMs } = {}) {
    const sha256 = await attachments.keep(Buffer.from(words))
    utimesSync(attachments.path(sha256), createdAt / 1000, createdAt / 1000)
    await db.write(async (tx) => {
      const ticket = await addTicket(tx, `T-${Math.random()}`, 'Berkas')
      await insertAttachment(tx, {
        ...{ message_id: isSent ? await addAnswer(tx, ticket, words) : null, uploaded_by: null },
        ...{ for_ticket_id: ticket.id, filename: 'ktp.jpg', content_type: 'image/jpeg' },
        ...{ size: words.length, sha256, is_inline: 0, content_id: null, created_at: createdAt },
      })
    })
    return sha256
  }
  const isThere = (sha256: string) => existsSync(attachments.path(sha256))
  const sweep = () => sweepHouse({ db, attachments, log }, Date.now())

  it('goes after a day, from the disk as well', async () => {
    const forgotten = await handIn('lupa')
    const fresh = await handIn('baru', { createdAt: Date.now() - hourMs })
    const sent = await handIn('terkirim', { isSent: true })
    await sweep()
    expect([forgotten, fresh, sent].map(isThere)).toEqual([false, true, true])
    await sweep()
    expect([fresh, sent].map(isThere)).toEqual([true, true])
  })

  it('stays on the disk as long as anybody else’s has the same bytes', async () => {
    const both = await handIn('sama')
    expect(await handIn('sama', { isSent: true })).toBe(both)
    await sweep()
    expect(isThere(both)).toBe(true)
  })

  it('stays when the same bytes were kept again just now, though no message names them yet', async () => {
    const again = await handIn('lagi')
    await attachments.keep(Buffer.from('lagi'))
    await sweep()
    expect(isThere(again)).toBe(true)
    expect((await attachments.read(again)).toString()).toBe('lagi')
  })
})
