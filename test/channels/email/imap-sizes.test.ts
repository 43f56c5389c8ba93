/** Sizes are asked for only where a mail is not small, and no mail is lost over them. */
import { describe, expect, it } from 'vitest'
import type { ImapFlow } from 'imapflow'
import { withSizes } from '../../../channels/email/imap/fetch.ts'

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
