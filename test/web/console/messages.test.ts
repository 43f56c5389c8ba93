import { describe, expect, it } from 'vitest'
import {
  addAnswer,
  inOrderOfGoing,
  lastMessageId,
  newerThan,
  upsertMessage,
} from '../../../web/console/store/messages.ts'
import { aMessage } from './_cast.ts'

const delivery = (state: 'queued' | 'sent' | 'failed') => ({ state, error: null, note: null })

describe('the thread', () => {
  it('keeps messages in order of seq, whatever order they come in', () => {
    const thread = [3, 1, 2].reduce((all, id) => upsertMessage(all, aMessage(id)), [aMessage(4)])
    expect(thread.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
  })

  it('renews a message in place', () => {
    const thread = upsertMessage([aMessage(1), aMessage(2)], aMessage(1, { delivery: delivery('sent') }))
    expect(thread.map(({ id }) => id)).toEqual([1, 2])
    expect(thread[0]!.delivery?.state).toBe('sent')
  })

  it('does not set a delivery state back when the answer arrives after the event', () => {
    const thread = [aMessage(1, { delivery: delivery('sent') })]
    expect(addAnswer(thread, aMessage(1, { delivery: delivery('queued') }))).toBe(thread)
  })

  it('names the newest message that was seen', () => {
    expect(lastMessageId([])).toBeNull()
    expect(lastMessageId([aMessage(5), aMessage(9), aMessage(7)])).toBe(9)
  })

  it('counts as newer what others wrote since, not one’s own words and not what the system notes', () => {
    const agent = (id: number) => ({ kind: 'agent', id, name: 'Rina' }) as const
    const system = { kind: 'system', id: null, name: null } as const
    const thread = [
      aMessage(1),
      aMessage(2, { author: agent(7) }),
      aMessage(3, { author: agent(8) }),
      aMessage(4, { author: system }),
      aMessage(5),
    ]
    expect(newerThan(thread, 1, 7).map(({ id }) => id)).toEqual([3, 5])
    expect(newerThan(thread, null, 7)).toEqual([])
  })

  it('has what goes later at its end, and nothing of what was undone', () => {
    const later = { sendAt: '2026-11-30T01:00:00.000Z', isBrief: false, held: null, thenStatus: null }
    const withdrawn = { author: null, by: { id: 7, name: 'Sari' }, at: later.sendAt, wasBrief: true }
    const thread = [
      aMessage(1, { later }),
      aMessage(2, { later: { ...later, isBrief: true } }),
      aMessage(3, { withdrawn }),
      aMessage(4, { withdrawn: { ...withdrawn, wasBrief: false } }),
    ]
    const { said, scheduled } = inOrderOfGoing(thread)
    expect([said, scheduled].map((part) => part.map(({ id }) => id))).toEqual([[2, 4], [1]])
  })
})
