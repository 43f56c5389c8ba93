import { afterEach, describe, expect, it } from 'vitest'
import type { View } from '../../../templates/bare.ts'
import { exampleView } from '../../../templates/example-view.ts'
import { topicFacts, topics } from '../../../templates/topics.ts'
import type { LibraryFile } from '../../../server/wire/library.ts'
import type { PreviewRequest } from '../../../server/wire/preview.ts'
import type { ServiceSummary } from '../../../server/wire/service.ts'
import { factNames, topicOfFact, withValue } from '../../../web/console/library/facts.ts'
import { faultsAt } from '../../../web/console/library/field-faults.ts'
import { findFiles, languageOf, serviceIdOf, topicOf } from '../../../web/console/library/find-files.ts'
import { linesIn } from '../../../web/console/library/lines.ts'
import { createPreview } from '../../../web/console/library/preview.ts'
import { templateSections, templateVariables } from '../../../web/console/library/template-variables.ts'
import { createProposals } from '../../../web/console/store/proposals.ts'
import { waitFor } from '../../_office.ts'
import { aRevision, aService } from './_library.ts'
import { openOffice, sendJson, type Office } from './_office.ts'

let office: Office | undefined
afterEach(async () => {
  await office?.close()
  office = undefined
})

it('counts proposals of others: nobody approves words of their own', async () => {
  const items = [1, 2, 3].map((id) => aRevision({ id, state: 'proposed', author: { id, name: '' } }))
  office = await openOffice((_request, response) => sendJson(response, 200, { items, nextCursor: null }))
  const proposals = createProposals(office.api.library, 2)
  await proposals.refresh()
  expect(proposals.count.value).toBe(2)
  expect(office.received[0]?.path).toBe('/api/v1/revisions?state=proposed&limit=100')
})

describe('finding a file', () => {
  const file = (path: string, title: string): LibraryFile => ({
    ...{ path, title, kind: 'service', language: null, origin: 'files', open: null },
  })
  const pbg = { id: 'pbg', names: { id: 'PBG', en: 'Building approval' }, aliases: ['IMB rumah'] }

  it('goes by name, by id, and by what people call a service', () => {
    const files = [
      file('catalogue/pbg.yaml', 'Persetujuan Bangunan'),
      file('catalogue/slf.yaml', 'Laik Fungsi'),
    ]
    const find = (words: string) =>
      findFiles(files, words, [pbg as ServiceSummary]).map(({ path }) => serviceIdOf(path))
    expect(find('')).toEqual(['pbg', 'slf'])
    for (const words of ['bangunan PERSETUJUAN', 'pbg', 'imb', 'building'])
      expect(find(words)).toEqual(['pbg'])
    expect(find('imb laik')).toEqual([])
  })

  it('reads topic and language from the path', () => {
    expect([topicOf('answers/en/biaya.mustache'), languageOf('answers/en/biaya.mustache')]).toEqual([
      'biaya',
      'en',
    ])
    expect([topicOf('answers/id/partials/ask.mustache'), serviceIdOf('office.yaml')]).toEqual([null, null])
  })
})

describe('the form', () => {
  it('takes one item a line, and no empty ones', () => {
    expect(linesIn(' KTP \n\n  KK\n')).toEqual(['KTP', 'KK'])
  })

  it('keeps a list a list and a sentence a sentence, and knows nothing by nothing', () => {
    const { steps, fee } = aService().facts
    expect(withValue(steps, ['Ajukan']).value).toEqual(['Ajukan'])
    expect(withValue(fee, 'Rp10\nper petak').value).toBe('Rp10 per petak')
    expect(withValue(fee, '').value).toBeNull()
  })

  it('shows a fault at the field it speaks of', () => {
    const faults = ['facts.fee.asOf: a year in quotes', 'fee: verified without a source', 'feels: no'].map(
      (message) => ({ file: '', line: 1, message }),
    )
    expect(faultsAt(faults, 'facts.fee.asOf')).toBe('a year in quotes')
    expect(faultsAt(faults, 'facts.fee.value', 'fee')).toBe('verified without a source')
    expect(faultsAt(faults, 'names.id')).toBeNull()
  })

  it('knows which topic tells each fact', () => {
    for (const fact of factNames) {
      const topic = topics.find((one) => one === topicOfFact[fact])
      expect(topic && topicFacts[topic]).toContain(fact)
    }
  })
})

it('names only variables that a template may use', () => {
  const view = exampleView('id')
  const at = (name: string) =>
    name
      .split('.')
      .reduce<View[string] | undefined>(
        (value, part) => (typeof value === 'object' && !Array.isArray(value) ? value[part] : undefined),
        view,
      )
  for (const name of templateVariables) expect(typeof at(name), name).toBe('string')
  for (const name of templateSections) expect(at(name), name).toBeDefined()
})

describe('the preview', () => {
  const wish: PreviewRequest = {
    path: 'catalogue/iptm.yaml',
    text: 'a',
    answer: 'iptm/biaya',
    language: 'id',
    channel: 'sms',
  }

  it('asks once for what was typed in one go, and shows the latest', async () => {
    office = await openOffice((_request, response, { text }) =>
      sendJson(response, 200, { text, html: null, segments: 1, faults: [] }),
    )
    const preview = createPreview(office.api.library)
    for (const text of ['satu', 'dua', 'tiga', 'empat']) preview.ask({ ...wish, text })
    await waitFor(() => preview.shown.value?.text === 'empat', 'the latest text')
    expect(office.received.map(({ body }) => body.text)).toEqual(['satu', 'empat'])
    expect(preview.state.value).toBe('ready')
  })

  it('takes a form that makes no service yet for faults, not for a mishap', async () => {
    const errors = [{ path: 'service.names.id', message: 'Too small' }]
    office = await openOffice((_request, response) =>
      sendJson(response, 422, { title: 'invalid', status: 422, errors }),
    )
    const preview = createPreview(office.api.library)
    preview.ask(wish)
    await waitFor(() => preview.shown.value, 'the faults')
    expect(preview.shown.value).toMatchObject({ text: null, faults: [{ message: 'names.id: Too small' }] })
    expect(preview.state.value).toBe('ready')
  })
})
