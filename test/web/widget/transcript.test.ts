import { expect, it } from 'vitest'
import { transcript } from '../../../web/widget/transcript.ts'
import { wordsFrom } from '../../../web/widget/words.ts'
import inIndonesian from '../../../web/widget/words/id.json' with { type: 'json' }
import { budi, fromOffice, fromSystem, message, openTab } from './_cast.ts'

it('writes the conversation out: number, who, when, what, and the names of files', () => {
  const tab = openTab()
  tab.begin(budi, 'Berapa lama KRK?')
  tab.started('kunci', '26-00003', message(1, { text: 'Berapa lama KRK?', clientId: 'lain' }))
  const file = {
    id: 1,
    filename: 'syarat.pdf',
    contentType: 'application/pdf',
    size: 9,
    inline: false,
    contentId: null,
    url: '/x',
  }
  tab.received([fromOffice(2, { text: '7 hari kerja.', attachments: [file] }), fromSystem(3)])
  tab.discard(tab.state().pending[0]?.clientId ?? '')

  const [title, question, answer, system] = transcript(
    tab.state(),
    'id',
    wordsFrom(inIndonesian, 'id'),
  ).split('\n\n')
  expect(title).toBe('Tanya PTSP · 26-00003')
  expect(question).toMatch(/^Budi, 24 Nov 2026.*\nBerapa lama KRK\?$/)
  expect(answer).toMatch(/^Sari, 24 Nov 2026.*\n7 hari kerja\.\n\[syarat\.pdf\]$/)
  expect(system).toMatch(/^Jawaban otomatis, /)
})
