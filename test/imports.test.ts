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
  ['web/console/api.ts', 'server/wire/ticket.ts'],
  ['server/desk/reply.ts', 'server/http.ts'],
  ['templates/library.ts', 'db/index.ts'],
])('would find that %s imports %s', (from, target) => {
  expect(mayImport({ from, target, isType: false })).toBe(false)
})

it('finds no two files of the server, its channels and its database that import each other, directly or by others', () => {
  const targetsOf = new Map<string, string[]>()
  for (const { from, target } of readImports()) {
    if (/^(server|channels|db)\//.test(from)) targetsOf.set(from, [...(targetsOf.get(from) ?? []), target])
  }
  const reach = (from: string, seen = new Set<string>()): Set<string> => {
    for (const target of targetsOf.get(from) ?? []) if (!seen.has(target)) reach(target, seen.add(target))
    return seen
  }
  expect([...targetsOf.keys()].filter((file) => reach(file).has(file))).toEqual([])
})
