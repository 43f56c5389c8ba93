/** Whose turn it is when mails of one mailbox are taken in side by side. */
import { expect, it } from 'vitest'
import type { Turn } from '../../../channels/email/deps.ts'
import { takeInOrder } from '../../../channels/email/imap/take-in-order.ts'
import { parseMail } from '../../../channels/email/parse.ts'

/** A ledger whose mails are ready when `ready` says so, and that notes in which turn of the event loop each was stored. */
function slowLedger() {
  const stored: string[] = []
  const loops: number[] = []
  const ready = new Map<string, (error?: Error) => void>()
  let loop = 0
  const takeIn = takeInOrder(
    async (_raw, source, _parse, turn: Turn) => {
      await new Promise<void>((resolve, reject) =>
        ready.set(source, (error) => (error ? reject(error) : resolve())),
      )
      await turn.mine()
      stored.push(source)
      loops.push(loop)
      turn.next()
      return 'ticket'
    },
    (raw) => parseMail(raw),
  )
  return {
    stored,
    loops,
    ready: (source: string, error?: Error) => ready.get(source)?.(error),
    takeIn: (source: string) => takeIn(Buffer.from(''), source),
    async turns(count: number) {
      for (let turn = 0; turn < count; turn++)
        await new Promise((resolve) => setImmediate(() => resolve(loop++)))
    },
  }
}

it('those handed over at once are stored together, in order, when the last of them is ready', async () => {
  const { stored, loops, ready, takeIn, turns } = slowLedger()
  const all = ['a', 'b', 'c'].map((source) => takeIn(source))
  ready('c')
  await turns(2)
  ready('a')
  await turns(2)
  expect(stored).toEqual([])
  ready('b')
  await Promise.all(all)
  expect(stored).toEqual(['a', 'b', 'c'])
  expect(new Set(loops).size).toBe(1)
})

it('those behind them wait for all of them, and hold up none of them', async () => {
  const { stored, ready, takeIn, turns } = slowLedger()
  const first = [takeIn('a'), takeIn('b')]
  await turns(1)
  const second = takeIn('c')
  ready('c')
  ready('a')
  await turns(2)
  expect(stored).toEqual([])
  ready('b')
  await Promise.all([...first, second])
  expect(stored).toEqual(['a', 'b', 'c'])
})

it('one that fails before its turn holds up nobody', async () => {
  const { stored, ready, takeIn, turns } = slowLedger()
  const all = Promise.allSettled(['a', 'b', 'c'].map((source) => takeIn(source)))
  ready('a')
  ready('c')
  await turns(2)
  ready('b', new Error('no'))
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(stored).toEqual(['a', 'c'])
})
