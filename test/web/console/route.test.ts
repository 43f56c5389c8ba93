import { describe, expect, it } from 'vitest'
import { formatAnswers, formatPlace, parsePlace } from '../../../web/console/store/route.ts'
import { titleFor } from '../../../web/console/store/unread.ts'

describe('the address bar', () => {
  it('says which view and which ticket', () => {
    expect(parsePlace('#/mine/42')).toEqual({ view: 'mine', ticketId: 42, answers: null, mail: null })
    expect(formatPlace({ view: 'solved', ticketId: null })).toBe('#/solved')
  })

  it('falls back to all open tickets for anything odd', () => {
    for (const hash of ['', '#/nowhere/-1', '#/open/1e99', '#/%00/<script>'])
      expect(parsePlace(hash)).toEqual({ view: 'open', ticketId: null, answers: null, mail: null })
  })

  it('says which file of the answers, which part of it, and which revision', () => {
    const place = (hash: string) => parsePlace(hash).answers
    expect(place('#/answers')).toEqual({ path: null, section: 'text', revision: null })
    const file = { path: 'answers/id/partials/ask.mustache', section: 'text', revision: null }
    expect(place('#/answers/answers/id/partials/ask.mustache')).toEqual(file)
    for (const hash of [
      '#/answers',
      '#/answers/catalogue/pbg.yaml?edit',
      '#/answers/catalogue/pbg.yaml?history=7',
    ])
      expect(formatAnswers(place(hash)!)).toBe(hash)
    expect(place('#/answers/catalogue/pbg.yaml?nowhere=x')?.section).toBe('text')
  })

  it('says which mail, or what is on its way out', () => {
    expect(parsePlace('#/mail').mail).toEqual({ tab: 'in', id: null })
    expect(parsePlace('#/mail/odd').mail).toEqual({ tab: 'in', id: null })
    for (const hash of ['#/mail', '#/mail/7', '#/mail/outbox', '#/mail/mailboxes'])
      expect(formatPlace(parsePlace(hash))).toBe(hash)
  })

  it('leads out of the answers with every ticket and view', () => {
    expect(formatPlace({ ...parsePlace('#/answers/office.yaml'), answers: null, ticketId: 3 })).toBe(
      '#/open/3',
    )
  })
})

describe('the title', () => {
  it('counts what waits unseen', () => {
    expect(titleFor(0)).toBe('Tanya')
    expect(titleFor(3)).toBe('(3) Tanya')
    expect(titleFor(120)).toBe('(99+) Tanya')
  })
})
