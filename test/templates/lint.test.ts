import { describe, expect, it } from 'vitest'
import { describeFault, lintAnswers } from '../../templates/index.ts'
import { copyLibrary, today } from './_library.ts'

const escape = (text: string) => text.replace(/[{}#.]/g, '\\$&')

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

  it('finds what a voice cannot say, and what takes it too long', () => {
    const { dir, replace } = copyLibrary()
    replace(
      'answers/en/partials/terms.mustache',
      '{{#voice}}',
      '{{#voice}}\nSee https://tanya.example.go.id.',
    )
    replace('catalogue/skck.yaml', 'value: 6 bulan', `value: ${'enam bulan lamanya '.repeat(40)}`)
    const messages = lintAnswers(dir, { today }).map(({ message }) => message)
    expect(messages).toContainEqual('pbg/biaya (en) has https: in it when spoken')
    expect(messages).toContainEqual(
      expect.stringMatching(/^skck\/masa-berlaku \(id\) is \d{3} characters long when spoken, at most 700$/),
    )
  })

  it('finds a value that does not fit its sentence', () => {
    const { dir, replace } = copyLibrary()
    replace('catalogue/skck.yaml', 'value: 6 bulan', 'value: 6 bulan.')
    replace('catalogue/pbg.yaml', '- KTP pemilik', '- KTP  pemilik')
    const messages = lintAnswers(dir, { today }).map(({ message }) => message)
    expect(messages).toContainEqual('skck/masa-berlaku (id) has a slip: "bulan.."')
    expect(messages).toContainEqual('pbg/persyaratan (en) has a slip: "KTP  pemilik"')
  })

  it('finds a text that leaves a form out, and a letter without greeting or closing', () => {
    const { dir, replace, write } = copyLibrary()
    replace('answers/id/biaya.mustache', '{{#voice}}', '{{#chat}}')
    replace('answers/id/biaya.mustache', '{{/voice}}', '{{/chat}}')
    write('answers/id/partials/closing.mustache', 'Hormat kami')
    write('answers/en/partials/greeting.mustache', 'Hello')
    write(
      'answers/en/partials/layout.mustache',
      '{{#letter}}{{> greeting}} {{body}} {{> closing}}{{/letter}}',
    )
    const faults = lintAnswers(dir, { today }).map(describeFault)
    for (const [file, message] of [
      ['id/biaya', 'says next to nothing as voice when its facts are known'],
      ['id/partials/layout', 'the letter has no closing with the ticket number'],
      ['en/partials/layout', 'the letter has no greeting that names the contact'],
      ['en/partials/layout', 'does not show the body as chat'],
      ['en/partials/layout', 'does not show the body as voice'],
    ])
      expect(faults).toContainEqual(expect.stringMatching(new RegExp(`${file}\\.mustache:1: ${message}$`)))
  })

  it('finds what would take long to read or to write out, before it does', () => {
    const { dir, replace, write } = copyLibrary()
    const nested = '{{#requirements.items}}'.repeat(9) + 'x' + '{{/requirements.items}}'.repeat(9)
    write('answers/id/biaya.mustache', nested)
    write('answers/id/alur.mustache', '{{#full}}'.repeat(900) + 'x' + '{{/full}}'.repeat(900))
    write('answers/id/waktu.mustache', `x${' '.repeat(900)}x`)
    write('answers/id/umum.mustache', 'x'.repeat(20_001))
    write('answers/id/partials/list.mustache', 'x'.repeat(3_000))
    write('answers/id/masa-berlaku.mustache', '{{#steps.items}}{{> list}}{{/steps.items}}')
    write('answers/en/biaya.mustache', '{{what}}'.repeat(900))
    replace('catalogue/paspor.yaml', 'value: Paspor non-elektronik', `value: ${'panjang '.repeat(150)}`)
    replace('catalogue/skck.yaml', 'aliases:', `aliases: [${'1, '.repeat(900)}1]\nothers:`)
    replace('catalogue/pbg.yaml', 'aliases:', `# ${'x'.repeat(20_000)}\naliases:`)
    replace('catalogue/slf.yaml', 'agency: ', 'agency: "\\0" #')
    const faults = lintAnswers(dir, { today }).map(describeFault)
    for (const [file, message] of [
      ['id/biaya.mustache', '{{#requirements.items}} is a list within a list'],
      ['id/alur.mustache', '{{#full}} is more than 20 deep'],
      ['id/waktu.mustache', 'has 200 blanks in a row'],
      ['id/umum.mustache', 'has 20001 characters, at most 20000'],
      ['id/masa-berlaku.mustache', 'grows too long when it is written out'],
      ['en/biaya.mustache', '{{what}} is not a variable'],
      ['paspor.yaml', 'facts.fee.value: Too big'],
      ['skck.yaml', 'aliases: Too big'],
      ['pbg.yaml', 'at most 20000'],
      ['slf.yaml', 'agency: a fact holds no control characters'],
    ] as const)
      expect(faults).toContainEqual(expect.stringMatching(`${file}:\\d+: .*${escape(message)}`))
    expect(faults.length).toBeLessThan(200)
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

  it('finds a variable that a message of the system has not, a raw tag, and a message that is none', () => {
    const { dir, replace, write, remove } = copyLibrary()
    const line = replace('messages/id/acknowledgement.mustache', '{{ticketNumber}}', '{{{ticketNumber}}}')
    replace('messages/id/acknowledgement.mustache', '{{office.phone}}', '{{office.fax}}')
    write('messages/id/salam.mustache', 'Halo')
    remove('messages/en/acknowledgement.mustache')
    expect(lintAnswers(dir, { today }).map(describeFault)).toEqual([
      expect.stringContaining(`id/acknowledgement.mustache:${line}: {{{ticketNumber}}} is a raw tag`),
      expect.stringMatching(/id\/acknowledgement\.mustache:\d+: \{\{office\.fax\}\} is not a variable/),
      expect.stringMatching(/id\/salam\.mustache:1: salam is not a message$/),
      expect.stringMatching(/en\/acknowledgement\.mustache:1: this text is missing$/),
    ])
  })

  it.each([
    ['monday: [07:30-16:00]', 'monday: [16:00-07:30]', /week\.hours\.monday.*must follow one another/],
    ['monday: [07:30-16:00]', 'monday: [7-16]', /must be like 07:30-16:00/],
    ["'2026-01-01': Tahun", "'2026-02-30': Tahun", /calendar\.yaml:\d+: years\.0\.holidays/],
    ["'2026-01-01': Tahun", "'2025-01-01': Tahun", /every day must lie in its year/],
    ['year: 2027', 'year: 2028', /years/],
    ['normal: 510', 'normal: 0', /serviceLevels\.firstReplyMinutes\.normal/],
  ])('finds in the calendar that %s became %s', (old, text, message) => {
    const { dir, replace } = copyLibrary()
    replace('calendar.yaml', old, text)
    expect(lintAnswers(dir, { today }).map(describeFault).join('\n')).toMatch(message)
  })

  it.each([
    ['2027-10-31', []],
    ['2027-11-01', ['years: the calendar ends with 2027; add the holidays of 2028']],
  ])('says on %s whether the calendar is about to end', (day, said) => {
    const { dir } = copyLibrary()
    const found = lintAnswers(dir, { today: () => day }).filter(({ file }) => /calendar/.test(file))
    expect(found.map(({ message }) => message)).toEqual(said)
  })
})
