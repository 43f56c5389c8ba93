import { describe, expect, it } from 'vitest'
import { timeline } from '../../../web/widget/timeline.ts'
import { fromOffice, fromSystem, message, openTab } from './_cast.ts'

describe('the thread on the screen', () => {
  it('puts ours, the office’s and the system’s on their sides', () => {
    const tab = openTab()
    tab.received([message(1), fromSystem(2), fromOffice(3)])
    expect(timeline(tab.state()).map(({ side }) => side)).toEqual(['own', 'system', 'office'])
  })

  it('marks ours as sending, sent, and read once a person has answered', () => {
    const tab = openTab()
    tab.received([message(1), fromOffice(2), message(3), fromSystem(4)])
    tab.say('baru')
    expect(timeline(tab.state()).map(({ mark }) => mark)).toEqual(['read', null, 'sent', null, 'sending'])
  })

  it('marks as delivered and read what the office says it has got and looked at', () => {
    const tab = openTab()
    tab.received([message(1), message(2), message(3)])
    tab.marked({ deliveredSeq: 2, readSeq: 1 })
    expect(timeline(tab.state()).map(({ mark }) => mark)).toEqual(['read', 'delivered', 'sent'])
  })

  it('keeps the conversation before this one above it, with a line between', () => {
    const tab = openTab()
    tab.received([message(1, { text: 'lama' }), fromOffice(2)])
    tab.anew()
    tab.say('baru')
    const entries = timeline(tab.state())
    expect(entries.map(({ text, isOpening }) => [text, isOpening])).toEqual([
      ['lama', false],
      [fromOffice(2).text, false],
      ['baru', true],
    ])
    expect(entries.map(({ mark }) => mark)).toEqual([null, null, 'sending'])
  })

  it('keeps the place of a message when it is confirmed', () => {
    const tab = openTab()
    tab.say('halo')
    const [before] = timeline(tab.state())
    tab.stored(message(1, { clientId: before?.key ?? '' }))
    expect(timeline(tab.state()).map(({ key }) => key)).toEqual([before?.key])
  })

  it('draws a line between days and names an author once in a row', () => {
    const tab = openTab()
    tab.received([
      fromOffice(1, { createdAt: '2026-11-20T05:00:00Z' }),
      fromOffice(2, { createdAt: '2026-11-20T05:01:00Z' }),
      fromOffice(3, { createdAt: '2026-11-24T05:00:00Z' }),
    ])
    const entries = timeline(tab.state())
    expect(entries.map(({ isNewDay }) => isNewDay)).toEqual([true, false, true])
    expect(entries.map(({ isFirst }) => isFirst)).toEqual([true, false, true])
  })
})
