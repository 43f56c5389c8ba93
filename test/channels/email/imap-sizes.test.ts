/** Sizes are asked for only where a mail is not small, and no mail is lost over them. */
import { describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import { imapAttempts } from '../../../channels/email/imap/attempts.ts'
import { imapCursor } from '../../../channels/email/imap/cursor.ts'
import { withSizes } from '../../../channels/email/imap/fetch.ts'
import { createImapReader } from '../../../channels/email/imap/read.ts'
import { memoryCursors, memoryLedger, silentLog } from './_fakes.ts'

/** A server that finds these larger and says these sizes; `null` stands for a search refused. */
function server(larger: number[] | null, sizes: Record<number, number>) {
  const asked: string[] = []
  const client = {
    search: async ({ uid }: { uid: string }) => {
      asked.push(`search ${uid}`)
      return larger ?? false
    },
    fetchAll: async (range: string) => {
      asked.push(`fetch ${range}`)
      return Object.entries(sizes)
        .map(([uid, size]) => ({ uid: Number(uid), size }))
        .reverse()
    },
  }
  return { client: client as unknown as ImapFlow, asked }
}

describe('the sizes of mails', () => {
  it('are not asked for where all are small', async () => {
    const { client, asked } = server([], {})
    expect(await withSizes(client, [3, 5])).toEqual([{ uid: 3 }, { uid: 5 }])
    expect(asked).toEqual(['search 3,5'])
  })

  it.each([
    ['where one is not small', [5]],
    ['where the server refuses to search', null],
  ])('are asked for %s', async (_where, larger) => {
    const { client } = server(larger, { 3: 900, 5: 4_000_000 })
    expect(await withSizes(client, [3, 5])).toEqual([
      { uid: 3, size: 900 },
      { uid: 5, size: 4_000_000 },
    ])
  })

  it('keep a mail among the others whose size is not said', async () => {
    const { client } = server([5], { 5: 4_000_000 })
    expect(await withSizes(client, [3, 5])).toEqual([{ uid: 3 }, { uid: 5, size: 4_000_000 }])
  })
})

describe('a backlog', () => {
  const short = 1_000
  const photograph = 120 * 1024
  const mebibyte = 1024 * 1024

  /** Reads mails of these sizes. How many mails and bytes were fetched at once, and of how many the size was asked for. */
  async function read(sizes: number[]) {
    const batches: { mails: number; bytes: number }[] = []
    let asked = 0
    let kept = 0
    const listed = (range: string) =>
      range.endsWith(':*') ? sizes.map((_, i) => i + 1) : range.split(',').map(Number)
    const sizeOf = (uid: number) => sizes[uid - 1] ?? 0
    const client = {
      mailbox: { uidValidity: 1n, exists: sizes.length },
      search: async ({ uid, larger = 0 }: { uid: string; larger?: number }) =>
        listed(uid).filter((one) => sizeOf(one) > larger),
      fetchAll: async (range: string, { source }: { source?: unknown }) => {
        const uids = listed(range)
        if (!source) {
          asked += uids.length
          return uids.map((uid) => ({ uid, size: sizeOf(uid) }))
        }
        batches.push({ mails: uids.length, bytes: uids.reduce((sum, uid) => sum + sizeOf(uid), 0) })
        return uids.map((uid) => ({ uid, source: Buffer.alloc(sizeOf(uid)) }))
      },
    }
    const cursors = memoryCursors()
    await createImapReader({
      name: 'INBOX',
      cursor: imapCursor(cursors, 'INBOX'),
      attempts: imapAttempts(cursors, 'INBOX'),
      ledger: memoryLedger().mailboxes,
      maxMailBytes: 25 * mebibyte,
      takeIn: async () => void kept++,
      after: async () => undefined,
      log: silentLog,
    })(client as unknown as ImapFlow)
    expect(kept).toBe(sizes.length)
    return { batches, asked, mostBytes: Math.max(...batches.map(({ bytes }) => bytes)) }
  }

  it('of short mails is fetched eighty at a time, with no size asked for', async () => {
    const { batches, asked } = await read(Array<number>(320).fill(short))
    expect(batches.map(({ mails }) => mails)).toEqual([80, 80, 80, 80])
    expect(asked).toBe(0)
  })

  it('of photographs is never more than 4 MiB at a time', async () => {
    expect((await read(Array<number>(320).fill(photograph))).mostBytes).toBeLessThanOrEqual(4 * mebibyte)
  })

  it('in which photographs begin is more than that once', async () => {
    const { batches } = await read([
      ...Array<number>(160).fill(short),
      ...Array<number>(320).fill(photograph),
    ])
    const large = batches.filter(({ bytes }) => bytes > 4 * mebibyte)
    expect(large.map(({ mails }) => mails)).toEqual([80])
  })
})
