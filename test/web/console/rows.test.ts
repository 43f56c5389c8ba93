import { describe, expect, it } from 'vitest'
import { appendPage, neighbourOf, upsertTicket } from '../../../web/console/store/rows.ts'
import { countChoices, fits, noChoices, toQuery } from '../../../web/console/store/ticket-filter.ts'
import { aTicket } from './_cast.ts'

const here = { fits: true, keepId: null, hasMore: false, order: 'newest' } as const
const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

describe('the list', () => {
  const rows = [aTicket(3, 30), aTicket(2, 20), aTicket(1, 10)]

  it('puts a new ticket on top', () => {
    expect(ids(upsertTicket(rows, aTicket(4, 40), here))).toEqual([4, 3, 2, 1])
  })

  it('moves a ticket up when something happens in it', () => {
    expect(ids(upsertTicket(rows, aTicket(1, 50), here))).toEqual([1, 3, 2])
  })

  it('takes out what fits no longer, but keeps the open ticket in sight', () => {
    const solved = aTicket(2, 25, { status: 'solved' })
    expect(ids(upsertTicket(rows, solved, { ...here, fits: false }))).toEqual([3, 1])
    expect(ids(upsertTicket(rows, solved, { ...here, fits: false, keepId: 2 }))).toEqual([3, 2, 1])
  })

  it('does not show an old ticket ahead of the page it stands on', () => {
    expect(ids(upsertTicket(rows, aTicket(9, 5), { ...here, hasMore: true }))).toEqual([3, 2, 1])
  })

  it('stands the other way round when the oldest come first', () => {
    const waiting = [aTicket(1, 10), aTicket(3, 30)]
    expect(ids(upsertTicket(waiting, aTicket(2, 20), { ...here, order: 'oldest' }))).toEqual([1, 2, 3])
  })

  it('brings up the ticket below one that is done, else the one above', () => {
    expect(neighbourOf(rows, 2)).toBe(1)
    expect(neighbourOf(rows, 1)).toBe(2)
    expect(neighbourOf([aTicket(1, 10)], 1)).toBeNull()
  })

  it('is not set back by an answer older than what it knows', () => {
    expect(upsertTicket(rows, aTicket(3, 15), here)).toBe(rows)
  })

  it('adds a page without showing a row twice', () => {
    expect(ids(appendPage(rows, [aTicket(1, 10), aTicket(0, 5)]))).toEqual([3, 2, 1, 0])
  })
})

describe('the filter', () => {
  it('asks the server for what a view means', () => {
    expect(toQuery({ ...noChoices, view: 'mine', channel: 'sms', q: ' makam ' })).toEqual({
      status: 'new,open,pending',
      assignee: 'me',
      channel: 'sms',
      q: 'makam',
    })
  })

  it('judges live tickets as the server would', () => {
    const filter = { ...noChoices, q: '' }
    const mine = aTicket(1, 1, { assignee: { id: 7, name: 'Sri' } })
    expect(fits(mine, { ...filter, view: 'mine' }, 7)).toBe(true)
    expect(fits(mine, { ...filter, view: 'mine' }, 8)).toBe(false)
    expect(fits(mine, { ...filter, view: 'unassigned' }, 7)).toBe(false)
    expect(fits({ ...mine, status: 'closed' }, { ...filter, view: 'solved' }, 7)).toBe(true)
    expect(fits(mine, { ...filter, view: 'open', channel: 'chat' }, 7)).toBe(false)
  })

  it('narrows a view by state, agent, service and tag, here as on the server', () => {
    const choices = {
      ...noChoices,
      status: 'pending',
      assignee: 8,
      service: 'sip-dokter',
      tag: 'vip',
    } as const
    const filter = { ...choices, order: 'oldest', view: 'open', q: '' } as const
    expect(toQuery(filter)).toMatchObject({
      ...{ status: 'pending', assignee: 8, service: 'sip-dokter', tag: 'vip', sort: 'lastMessageAt' },
    })
    const fitting = aTicket(1, 1, {
      ...{ status: 'pending', assignee: { id: 8, name: 'Rina' }, service: 'sip-dokter', tags: ['vip'] },
    })
    expect(fits(fitting, filter, 7)).toBe(true)
    expect(fits({ ...fitting, status: 'open' }, filter, 7)).toBe(false)
    expect(fits({ ...fitting, assignee: null }, filter, 7)).toBe(false)
    expect(fits({ ...fitting, tags: [] }, filter, 7)).toBe(false)
    expect(countChoices({ ...choices, order: 'oldest' })).toBe(4)
  })

  it('forgets a state that the view does not know', () => {
    expect(toQuery({ ...noChoices, status: 'pending', view: 'solved', q: '' }).status).toBe('solved,closed')
  })
})
