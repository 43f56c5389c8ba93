import { describe, expect, it } from 'vitest'
import { countChanges, diffOf, type DiffBlock } from '../../../web/console/library/diff-lines.ts'
import { serviceChanges } from '../../../web/console/library/service-changes.ts'
import { aService } from './_library.ts'

const signs = { same: ' ', added: '+', removed: '-' }
const shown = (blocks: DiffBlock[]) =>
  blocks.flatMap((block) =>
    'lines' in block
      ? block.lines.map(({ kind, pieces }) => signs[kind] + pieces.map(({ text }) => text).join(''))
      : [`… ${block.skipped}`],
  )

describe('what became of a text', () => {
  it('is told by lines, with three like before around every change', () => {
    const lines = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']
    const blocks = diffOf(lines.join('\n'), lines.map((line) => (line === 'e' ? 'E' : line)).join('\n'))
    expect(shown(blocks)).toEqual(['… 1', ' b', ' c', ' d', '-e', '+E', ' f', ' g', ' h', '… 2'])
    expect(countChanges(blocks)).toEqual({ added: 1, removed: 1 })
  })

  it('marks the words that changed within a line', () => {
    const [block] = diffOf('biaya: Rp10.000 per petak\n', 'biaya: Rp12.000 per petak\n')
    const lines = block && 'lines' in block ? block.lines : []
    expect(lines.map(({ pieces }) => pieces.filter(({ isChanged }) => isChanged))).toEqual([
      [{ text: 'Rp10', isChanged: true }],
      [{ text: 'Rp12', isChanged: true }],
    ])
  })

  it('numbers lines by where they stand, and minds no missing last line end', () => {
    const [block] = diffOf('a\nb', 'a\nx\nb\n')
    expect(block && 'lines' in block && block.lines.map(({ before, after }) => [before, after])).toEqual([
      [1, 1],
      [null, 2],
      [2, 3],
    ])
    expect(countChanges(diffOf('a', 'a\n'))).toEqual({ added: 0, removed: 0 })
    expect(shown(diffOf('', 'a\n'))).toEqual(['+a'])
  })
})

it('tells field by field what became of a service', () => {
  const before = aService()
  const { facts } = before
  const after = {
    ...before,
    names: { ...before.names, id: 'Izin pemakaman' },
    aliases: ['izin makam', 'kuburan'],
    facts: { ...facts, fee: { ...facts.fee, value: 'Rp10', verified: false } },
  }
  expect(serviceChanges(before, after)).toEqual([
    { field: 'nameId', fact: null, before: 'Izin makam', after: 'Izin pemakaman' },
    { field: 'aliases', fact: null, before: 'izin makam', after: 'izin makam\nkuburan' },
    { field: 'value', fact: 'fee', before: 'Rp0', after: 'Rp10' },
    { field: 'verified', fact: 'fee', before: 'true', after: 'false' },
  ])
  expect(serviceChanges(before, before)).toEqual([])
})
