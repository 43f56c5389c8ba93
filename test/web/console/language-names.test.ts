import { expect, it } from 'vitest'
import { languageNames } from '../../../web/console/lib/language-names.ts'

it('names a visitor’s languages as the officer speaks, each once', () => {
  expect(languageNames('id-ID, id, en', 'id')).toBe('Indonesia, Inggris')
  expect(languageNames('jv, en-GB', 'en')).toBe('Javanese, English')
})

it('leaves what is no language as it came', () => {
  expect(languageNames('*, 42', 'id')).toBe('*, 42')
  expect(languageNames('', 'id')).toBe('')
})
