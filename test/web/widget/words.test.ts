import { expect, it } from 'vitest'
import { wordsFrom } from '../../../web/widget/words.ts'
import inEnglish from '../../../web/widget/words/en.json' with { type: 'json' }
import inIndonesian from '../../../web/widget/words/id.json' with { type: 'json' }

const blanksIn = (sentences: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(sentences).map(([key, text]) => [key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]),
  )

it('says everything in both languages, with the same blanks to fill in', () => {
  expect(blanksIn(inEnglish)).toEqual(blanksIn(inIndonesian))
})

it('groups numbers as each language does, and leaves numbers of tickets alone', () => {
  const size = { length: 20_050, most: 20_000 }
  expect(wordsFrom(inIndonesian, 'id')('tooLong', size)).toContain('20.050 dari 20.000 huruf')
  expect(wordsFrom(inEnglish, 'en')('tooLong', size)).toContain('20,050 of 20,000 characters')
  expect(wordsFrom(inIndonesian, 'id')('number', { number: '26-00042' })).toBe('Nomor 26-00042')
})
