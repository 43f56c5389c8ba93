import { describe, expect, it } from 'vitest'
import { hasChatEnded } from '../../../web/console/lib/chat-ended.ts'
import { deliveryWords } from '../../../web/console/lib/delivery.ts'
import { splitAtLinks } from '../../../web/console/lib/links.ts'
import { formatPhone } from '../../../web/console/lib/phone-number.ts'
import { createUndelivered } from '../../../web/console/store/undelivered.ts'
import { aMessage } from './_cast.ts'

describe('links in a text', () => {
  it('are web addresses without the stop behind them, and the pieces joined are the text', () => {
    const text = 'Lihat (https://oss.go.id/a?b=1) atau www.jakarta.go.id.'
    const pieces = splitAtLinks(text)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.map(({ href }) => href).filter(Boolean)).toEqual([
      'https://oss.go.id/a?b=1',
      'https://www.jakarta.go.id',
    ])
  })

  it('are never anything but http', () => {
    const text = 'javascript:alert(1) data:text/html,x ftp://a.b mailto:a@b.c'
    expect(splitAtLinks(text)).toEqual([{ text, href: null }])
  })
})

it('writes Indonesian numbers in groups and leaves others alone', () => {
  expect(formatPhone('+628123456789')).toBe('+62 812-3456-789')
  expect(formatPhone('+6281234567890')).toBe('+62 812-3456-7890')
  expect(formatPhone('+622115001640')).toBe('+62 21-1500-1640')
  expect(formatPhone('+14155550100')).toBe('+14155550100')
})

it('does not call a mail sent that only became a file', () => {
  const sent = { state: 'sent', error: null } as const
  expect(deliveryWords({ ...sent, note: 'outgoing/1.eml' }).label).toBe('deliveryAsFile')
  expect(deliveryWords({ ...sent, note: null }).label).toBe('deliverySent')
})

it('warns of an answer that was sent, but not to everybody', () => {
  const told = { state: 'sent', error: 'Salinan ke a@b.example ditolak.', note: null } as const
  expect(deliveryWords(told)).toMatchObject({ label: 'deliveryNotToAll', tone: 'warn', canRetry: false })
})

it('knows a chat that the citizen ended, until they write again', () => {
  const ended = aMessage(2, {
    direction: 'internal',
    author: { kind: 'system', id: null, name: null },
    text: 'Warga mengakhiri percakapan.',
  })
  expect(hasChatEnded([aMessage(1), ended])).toBe(true)
  expect(hasChatEnded([aMessage(1), ended, aMessage(3)])).toBe(false)
  expect(hasChatEnded([aMessage(1)])).toBe(false)
})

it('marks a ticket whose latest answer failed until a later one went out', () => {
  const { ids, note } = createUndelivered()
  const answer = (id: number, state: 'failed' | 'sent') =>
    aMessage(id, { direction: 'outbound', delivery: { state, error: null, note: null } })
  note(answer(5, 'failed'))
  note(answer(4, 'sent'))
  expect([...ids.value]).toEqual([1])
  note(answer(6, 'sent'))
  expect([...ids.value]).toEqual([])
})
