import { expect, it } from 'vitest'
import { mayImport, readImports } from '../bin/imports.mjs'

it('reads every import and finds none that points the wrong way', () => {
  const imports = readImports()
  expect(imports.length).toBeGreaterThan(300)
  expect(imports.filter((one) => !mayImport(one))).toEqual([])
})

it.each([
  ['db/tickets.ts', 'server/errors.ts'],
  ['channels/sms/index.ts', 'channels/email/parse.ts'],
  ['web/console/api.ts', 'server/wire.ts'],
  ['server/desk/reply.ts', 'server/http.ts'],
  ['templates/library.ts', 'db/index.ts'],
])('would find that %s imports %s', (from, target) => {
  expect(mayImport({ from, target, isType: false })).toBe(false)
})
