import { expect, it } from 'vitest'
import { readService, readSources, writeService } from '../../templates/index.ts'

const files = [...readSources()].filter(([path]) => path.startsWith('catalogue/'))

it.each(files)(
  'writes %s as it stands, so that an edit by form changes only what was edited',
  (path, text) => {
    expect(writeService(readService(path, text).value)).toBe(text)
  },
)

it('refuses what is no service', () => {
  expect(() => writeService({ id: 'x' })).toThrow()
})
