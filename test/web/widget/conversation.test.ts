import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storageKey } from '../../../web/widget/memory.ts'
import { canReturn, isGoing, lastAgent, nextToSend, refusedStart, unread } from '../../../web/widget/state.ts'
import { browserStorage, budi, fromOffice, message, openTab } from './_cast.ts'

describe('a conversation in the browser', () => {
  it('shows the question at once and keeps it until the server has it', () => {
    const tab = openTab()
    tab.begin(budi, 'berapa lama krk pak?')
    const [waiting] = tab.state().pending
    expect(waiting).toMatchObject({ text: 'berapa lama krk pak?', failure: null })

    tab.started('kunci', '26-00001', message(1, { clientId: waiting?.clientId ?? '' }))
    expect(tab.state()).toMatchObject({ token: 'kunci', number: '26-00001', pending: [] })
    expect(tab.state().messages.map(({ seq }) => seq)).toEqual([1])
  })

  it('survives closing the tab with messages unsent', () => {
    const storage = browserStorage()
    openTab(storage).begin(budi, 'ditulis di basement')
    const reopened = openTab(storage)
    expect(nextToSend(reopened.state())?.text).toBe('ditulis di basement')
    expect(reopened.state().visitor).toEqual(budi)
  })

  it('goes on while an answer may come or a message has to go out, and not after its end', () => {
    const tab = openTab()
    expect(isGoing(tab.state())).toBe(false)
    tab.begin(budi, 'satu')
    expect(isGoing(tab.state())).toBe(true)
    tab.started('kunci', '26-00001', message(1, { clientId: tab.state().pending[0]?.clientId ?? '' }))
    expect(isGoing(tab.state())).toBe(true)
    tab.requestEnd()
    expect(isGoing(tab.state())).toBe(true)
    tab.ended()
    expect(isGoing(tab.state())).toBe(false)
  })

  it('knows who answered last, also after a reload', () => {
    const storage = browserStorage()
    const tab = openTab(storage)
    tab.received([
      message(1),
      fromOffice(2),
      fromOffice(3, { author: { kind: 'agent', id: 2, name: 'Dewi' } }),
    ])
    expect(lastAgent(openTab(storage).state())?.name).toBe('Dewi')
  })

  it('takes a message out of the queue when it comes back by sync instead of by acknowledgement', () => {
    const tab = openTab()
    tab.begin(budi, 'satu')
    tab.resumed([message(1, { clientId: tab.state().pending[0]?.clientId ?? '' })], '26-00001')
    expect(tab.state().pending).toEqual([])
    expect(tab.state().messages).toHaveLength(1)
  })

  it('does not lose what one tab writes to what another tab writes', () => {
    const storage = browserStorage()
    const [one, other] = [openTab(storage), openTab(storage)]
    one.say('dari tab pertama')
    other.say('dari tab kedua')
    one.received([fromOffice(1)])
    expect(other.state().pending.map(({ text }) => text)).toEqual(['dari tab pertama', 'dari tab kedua'])
    expect(other.state().messages).toHaveLength(1)
  })

  it('resumes after what was pushed, not after what was acknowledged', () => {
    const tab = openTab()
    tab.received([fromOffice(3)])
    tab.stored(message(5))
    expect(tab.state().syncedSeq).toBe(3)
  })

  it('never shows an internal note, should one ever arrive', () => {
    const tab = openTab()
    tab.received([message(1), message(2, { direction: 'internal' })])
    expect(tab.state().messages.map(({ seq }) => seq)).toEqual([1])
  })

  it('sends in the order of writing and steps over what was refused', () => {
    const tab = openTab()
    for (const text of ['satu', 'dua']) tab.say(text)
    const first = nextToSend(tab.state())
    expect(first?.text).toBe('satu')
    tab.refused(first?.clientId ?? '', { code: 'invalid', message: '' })
    expect(nextToSend(tab.state())?.text).toBe('dua')
    tab.retry(first?.clientId ?? '')
    expect(nextToSend(tab.state())?.text).toBe('satu')
  })

  it('offers a refused first question for mending and replaces it, keeping what was written after', () => {
    const tab = openTab()
    tab.begin(budi, 'salah')
    tab.say('tambahan')
    tab.refused(tab.state().pending[0]?.clientId ?? '', { code: 'invalid', message: '' })
    expect(refusedStart(tab.state())?.text).toBe('salah')
    tab.begin(budi, 'benar')
    expect(tab.state().pending.map(({ text }) => text)).toEqual(['benar', 'tambahan'])
  })

  it('counts the office’s messages as unread until they were seen', () => {
    const tab = openTab()
    tab.received([message(1), fromOffice(2), fromOffice(3)])
    tab.seen(2)
    expect(unread(tab.state()).map(({ seq }) => seq)).toEqual([3])
  })

  it('is open again when a resume finds that the office has reopened it', () => {
    const tab = openTab()
    tab.ended()
    tab.resumed([], '26-00001')
    expect(tab.state().ended).toBe(false)
    tab.requestEnd()
    tab.resumed([], '26-00001')
    expect(tab.state().ended).toBe(true)
  })

  it('can be taken up again for as long as the office says, and stays so until something is written', () => {
    const tab = openTab()
    tab.requestEnd()
    tab.ended('2999-01-01T00:00:00Z')
    expect(canReturn(tab.state())).toBe(true)
    tab.comeBack()
    // A line that was broken meanwhile says it anew.
    tab.ended('2999-01-01T00:00:00Z')
    expect(tab.state().ended).toBe(false)
    tab.stored(message(1))
    tab.ended('2000-01-01T00:00:00Z')
    expect(tab.state().ended).toBe(true)
    expect(canReturn(tab.state())).toBe(false)
  })

  it('goes on in a new conversation with what waits, once the old one is over for good', () => {
    const tab = openTab()
    tab.begin(budi, 'satu')
    tab.started('kunci', '26-00001', message(1, { clientId: tab.state().pending[0]?.clientId ?? '' }))
    tab.say('dua', [{ id: 7, filename: 'foto.png' }])
    tab.anew(true)
    expect(tab.state()).toMatchObject({ token: null, visitor: budi, ended: false })
    expect(tab.state().pending).toMatchObject([{ text: 'dua', files: [] }])
    expect(tab.state().earlier).toHaveLength(1)
  })

  it('starts afresh from a garbled storage', () => {
    const storage = browserStorage()
    for (const text of ['{', 'null', '7', '{"messages":3}', '{"pending":{}}']) {
      storage.texts.set(storageKey, text)
      expect(openTab(storage).state()).toMatchObject({ token: null, messages: [], pending: [] })
    }
  })

  it('goes on in memory where storage is closed', () => {
    const closed = {
      getItem: () => {
        throw new Error('SecurityError')
      },
      setItem: () => {
        throw new Error('SecurityError')
      },
    }
    for (const storage of [null, closed]) {
      const tab = openTab(storage)
      tab.begin(budi, 'halo')
      tab.say('masih di sini')
      expect(tab.state().pending.map(({ text }) => text)).toEqual(['halo', 'masih di sini'])
    }
  })

  it('keeps token and queue when the storage is full, and shows the whole thread meanwhile', () => {
    const storage = browserStorage()
    const roomy = storage.setItem
    storage.setItem = (key, text) => {
      if (text.length > 1_500) throw new Error('QuotaExceededError')
      roomy(key, text)
    }
    const tab = openTab(storage)
    tab.started('kunci', '26-00001', message(1))
    tab.say('belum terkirim')
    tab.received([fromOffice(2, { text: 'x'.repeat(3_000) })])
    expect(tab.state().messages).toHaveLength(2)
    expect(openTab(storage).state()).toMatchObject({ token: 'kunci', syncedSeq: 0, messages: [] })
    expect(openTab(storage).state().pending).toHaveLength(1)
  })

  it('ends with the same thread in whatever order and however often messages arrive', () => {
    const thread = Array.from({ length: 8 }, (_, index) => message(index + 1))
    fc.assert(
      fc.property(fc.shuffledSubarray([...thread, ...thread], { minLength: 16 }), (arrivals) => {
        const tab = openTab()
        for (const one of arrivals) tab.received([one])
        expect(tab.state().messages).toEqual(thread)
        expect(tab.state().syncedSeq).toBe(8)
      }),
    )
  })
})
