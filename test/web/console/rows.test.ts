import { describe, expect, it } from 'vitest'
import { appendPage, upsertTicket } from '../../../web/console/store/rows.ts'
import { fits, toQuery } from '../../../web/console/store/ticket-filter.ts'
import { aTicket } from './_cast.ts'

const here = { fits: true, keepId: null, hasMore: false }
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

  it('is not set back by an answer older than what it knows', () => {
    expect(upsertTicket(rows, aTicket(3, 15), here)).toBe(rows)
  })

  it('adds a page without showing a row twice', () => {
    expect(ids(appendPage(rows, [aTicket(1, 10), aTicket(0, 5)]))).toEqual([3, 2, 1, 0])
  })
})

describe('the filter', () => {
  it('asks the server for what a view means', () => {
    expect(toQuery({ view: 'mine', channel: 'sms', q: ' makam ' })).toEqual({
      status: 'new,open,pending',
      assignee: 'me',
      channel: 'sms',
      q: 'makam',
    })
  })

  it('judges live tickets as the server would', () => {
    const filter = { channel: null, q: '' }
    const mine = aTicket(1, 1, { assignee: { id: 7, name: 'Sri' } })
    expect(fits(mine, { ...filter, view: 'mine' }, 7)).toBe(true)
    expect(fits(mine, { ...filter, view: 'mine' }, 8)).toBe(false)
    expect(fits(mine, { ...filter, view: 'unassigned' }, 7)).toBe(false)
    expect(fits({ ...mine, status: 'closed' }, { ...filter, view: 'solved' }, 7)).toBe(true)
    expect(fits(mine, { view: 'open', channel: 'chat', q: '' }, 7)).toBe(false)
  })
})
