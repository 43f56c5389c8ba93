import { describe, expect, it } from 'vitest'
import { describeFault, lintAnswers } from '../../templates/index.ts'
import { copyLibrary, today } from './_library.ts'

describe('the linter', { timeout: 30_000 }, () => {
  it('finds nothing in the library as it stands', () => {
    expect(lintAnswers(undefined, { today }).map(describeFault)).toEqual([])
  })

  it('finds links to services that are not there', () => {
    const { dir, replace } = copyLibrary()
    const related = replace('catalogue/pbg.yaml', '  - krk-irk', '  - krk')
    const successor = replace('catalogue/siup-tdp-lama.yaml', 'supersededBy: nib-oss', 'supersededBy: nib')
    const orphan = replace('catalogue/skck.yaml', 'status: active', 'status: superseded')
    expect(lintAnswers(dir, { today })).toEqual([
      { file: expect.stringMatching(/pbg\.yaml$/), line: related, message: expect.stringContaining('krk') },
      {
        file: expect.stringMatching(/siup-tdp-lama\.yaml$/),
        line: successor,
        message: 'supersededBy: there is no service called nib',
      },
      {
        file: expect.stringMatching(/skck\.yaml$/),
        line: orphan,
        message: expect.stringContaining('what replaced it'),
      },
    ])
  })

  it('finds expired and overdue services', () => {
    const { dir, replace } = copyLibrary()
    const expired = replace('catalogue/paspor.yaml', 'validUntil: null', 'validUntil: 2026-11-23')
    const overdue = replace('catalogue/skck.yaml', 'reviewBy: 2027', 'reviewBy: 2025')
    expect(lintAnswers(dir, { today }).map(({ line, message }) => [line, message])).toEqual([
      [expired, 'expired on 2026-11-23, but its status says otherwise'],
      [overdue, expect.stringContaining('overdue')],
    ])
  })

  it('finds an empty fact that gives no reason, and a confirmed one without a source', () => {
    const { dir, replace } = copyLibrary()
    replace('catalogue/paspor.yaml', 'value: 5 atau 10 tahun', 'value: null')
    replace('catalogue/pbg.yaml', 'sources: all', 'sources: []')
    expect(lintAnswers(dir, { today }).map(({ message }) => message)).toEqual([
      'validity: empty without a note, but an answer needs it',
      'requirements: verified without a source',
    ])
  })

  it('finds an SMS that takes more than three segments', () => {
    const { dir, replace } = copyLibrary()
    replace('catalogue/paspor.yaml', 'value: Paspor non-elektronik', `value: ${'panjang '.repeat(60)}`)
    const messages = lintAnswers(dir, { today }).map(({ message }) => message)
    expect(messages).toContainEqual(expect.stringMatching(/^paspor\/biaya \(id\) takes \d SMS, at most 3$/))
  })

  it('reports broken files instead of throwing, and goes on with the rest', () => {
    const { dir, replace, remove } = copyLibrary()
    replace('catalogue/paspor.yaml', 'id: paspor', 'id: [')
    replace('catalogue/pbg.yaml', '  - slf', '  - sfl')
    remove('answers/en/biaya.mustache')
    const faults = lintAnswers(dir, { today }).map(describeFault)
    expect(faults).toContainEqual(expect.stringMatching(/paspor\.yaml:\d+: /))
    expect(faults).toContainEqual(expect.stringMatching(/en\/biaya\.mustache:1: this text is missing$/))
    expect(faults).toContainEqual(expect.stringMatching(/pbg\.yaml:\d+: related: .*sfl$/))
  })
})
