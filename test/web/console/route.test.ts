import { describe, expect, it } from 'vitest'
import { formatPlace, parsePlace } from '../../../web/console/store/route.ts'
import { titleFor } from '../../../web/console/store/unread.ts'

describe('the address bar', () => {
  it('says which view and which ticket', () => {
    expect(parsePlace('#/mine/42')).toEqual({ view: 'mine', ticketId: 42 })
    expect(formatPlace({ view: 'solved', ticketId: null })).toBe('#/solved')
  })

  it('falls back to all open tickets for anything odd', () => {
    for (const hash of ['', '#/nowhere/-1', '#/open/1e99', '#/%00/<script>'])
      expect(parsePlace(hash)).toEqual({ view: 'open', ticketId: null })
  })
})

describe('the title', () => {
  it('counts what waits unseen', () => {
    expect(titleFor(0)).toBe('Tanya')
    expect(titleFor(3)).toBe('(3) Tanya')
    expect(titleFor(120)).toBe('(99+) Tanya')
  })
})
