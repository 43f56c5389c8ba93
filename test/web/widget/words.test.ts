import { expect, it } from 'vitest'
import inEnglish from '../../../web/widget/words/en.json' with { type: 'json' }
import inIndonesian from '../../../web/widget/words/id.json' with { type: 'json' }

const blanksIn = (sentences: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(sentences).map(([key, text]) => [key, [...text.matchAll(/\{\w+\}/g)].map(String).sort()]),
  )

it('says everything in both languages, with the same blanks to fill in', () => {
  expect(blanksIn(inEnglish)).toEqual(blanksIn(inIndonesian))
})
