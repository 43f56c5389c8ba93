import { afterEach, describe, expect, it } from 'vitest'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Revision } from '../../../server/wire/revision.ts'
import { createStorage } from '../../../web/shared/storage.ts'
import { createEditor } from '../../../web/console/library/editor.ts'
import { createUnsaved } from '../../../web/console/library/unsaved.ts'
import { aFile, aRevision, aService } from './_library.ts'
import { createMemoryStorage } from './_memory-storage.ts'
import { openOffice, sendJson, type Office } from './_office.ts'

let office: Office | undefined
afterEach(() => office?.close())

const withFee = (value: string) => {
  const { facts } = aService()
  return { facts: { ...facts, fee: { ...facts.fee, value } } }
}

describe('writing on an answer', () => {
  it('begins a draft with the first save, and writes on it with the next', async () => {
    const { editor } = await sitDown()
    expect(editor.isDirty.value).toBe(false)
    editor.writeService(withFee('Rp10'))
    editor.writeNote(' Perda baru ')
    expect(await editor.save()).toBe(true)
    expect(editor.isDirty.value).toBe(false)
    editor.writeService(withFee('Rp20'))
    await editor.save()
    expect(sent()).toMatchObject([
      ['POST', '/revisions', { path: 'catalogue/iptm.yaml', service: withFee('Rp10'), note: 'Perda baru' }],
      ['PATCH', '/revisions/7', { service: withFee('Rp20'), note: 'Perda baru' }],
    ])
    expect(sent()[0]![2]).not.toHaveProperty('text')
  })

  it('is clean again once every change is taken back', async () => {
    const { editor, unsaved } = await sitDown()
    editor.writeService(withFee('Rp10'))
    expect(unsaved().get()).not.toBeNull()
    editor.writeService(withFee('Rp0'))
    expect(editor.isDirty.value).toBe(false)
    expect(unsaved().get()).toBeNull()
  })

  it('brings unsaved words back after a mishap, and says when another draft was saved meanwhile', async () => {
    const { editor, reopen } = await sitDown()
    editor.writeService(withFee('Rp10'))
    const again = reopen(aFile())
    expect(again.words.value.service?.facts.fee.value).toBe('Rp10')
    expect(again.recovered.value).toBe('fresh')
    expect(reopen(aFile({ open: aRevision({ digest: 'dua' }) })).recovered.value).toBe('stale')
    again.forgetUnsaved()
    expect(again.words.value.service?.facts.fee.value).toBe('Rp0')
    expect(reopen(aFile()).recovered.value).toBeNull()
  })

  it('keeps what was typed while a save was under way', async () => {
    const { editor } = await sitDown()
    editor.writeService(withFee('Rp10'))
    const saving = editor.save()
    editor.writeService(withFee('Rp11'))
    await saving
    expect(editor.words.value.service?.facts.fee.value).toBe('Rp11')
    expect(editor.isDirty.value).toBe(true)
  })

  it('keeps the words when the line breaks', async () => {
    const { editor, unsaved } = await sitDown(() => null)
    editor.writeService(withFee('Rp10'))
    expect(await editor.save()).toBe(false)
    expect(editor.trouble.value).toEqual({ kind: 'failed' })
    expect(unsaved().get()?.words.service?.facts.fee.value).toBe('Rp10')
  })

  it('saves the form before it shows the file that comes of it', async () => {
    const { editor } = await sitDown()
    await editor.choose('file')
    expect(sent()).toEqual([])
    await editor.choose('form')
    editor.writeService(withFee('Rp10'))
    await editor.choose('file')
    expect(sent()).toHaveLength(1)
    expect(editor.words.value).toMatchObject({ mode: 'file', text: 'fee: Rp10\n' })
  })

  it('wants a word on why before it proposes, saves, and names the text that was saved', async () => {
    const { editor } = await sitDown()
    editor.writeService(withFee('Rp10'))
    expect(await editor.propose()).toBe(false)
    expect(editor.trouble.value).toEqual({ kind: 'noteMissing' })
    expect(sent()).toEqual([])
    editor.writeNote('Perda baru')
    expect(await editor.propose()).toBe(true)
    expect(sent().map(([method, path]) => `${method} ${path}`)).toEqual([
      'POST /revisions',
      'POST /revisions/7/propose',
    ])
    expect(sent()[1]![2]).toEqual({ digest: 'digest of fee: Rp10' })
    expect(editor.draft.value?.state).toBe('proposed')
  })

  it('shows what the linter or the form refuses, until somebody writes on', async () => {
    const errors = [
      { path: 'catalogue/iptm.yaml:12', message: 'fee: verified without a source' },
      { path: 'service.names.id', message: 'Too small' },
    ]
    const { editor } = await sitDown(() => ({ status: 422, body: { title: 'invalid', status: 422, errors } }))
    editor.writeService(withFee('Rp10'))
    await editor.save()
    expect(editor.refusals.value).toEqual([
      { file: 'catalogue/iptm.yaml', line: 12, message: 'fee: verified without a source' },
      { file: '', line: 0, message: 'names.id: Too small' },
    ])
    editor.writeService(withFee('Rp11'))
    expect(editor.refusals.value).toEqual([])
  })

  it('says which text it was written on, and is told of a colleague who was faster', async () => {
    const open = aRevision({ digest: 'as I read it' })
    const conflict = () => ({ status: 409, body: { title: 'conflict', status: 409 } })
    const { editor } = await sitDown(conflict, aFile({ open }))
    editor.writeService(withFee('Rp10'))
    expect(await editor.save()).toBe(false)
    expect(editor.trouble.value).toEqual({ kind: 'conflict' })
    expect(sent()).toMatchObject([['PATCH', `/revisions/${open.id}`, { digest: 'as I read it' }]])
    expect(editor.isDirty.value).toBe(true)
  })

  it('offers no form where the text is no service', async () => {
    const { editor } = await sitDown(undefined, aFile({ kind: 'topic', service: null }))
    expect(editor.words.value.mode).toBe('file')
    await editor.choose('form')
    expect(editor.words.value.mode).toBe('file')
  })
})

/** What changed something on the server. */
function sent(): [method: string, path: string, body: Record<string, unknown>][] {
  return office!.received
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [method, path.replace('/api/v1', ''), body])
}

type Reply = { status: number; body: object } | null

async function sitDown(
  reply: (body: Record<string, unknown>, path: string) => Reply = stored,
  file: LibraryFileDetail = aFile(),
) {
  let latest = file.open
  office = await openOffice((request, response, body) => {
    if (request.method === 'GET') return sendJson(response, 200, latest ?? {})
    const answer = reply(body, request.url ?? '')
    if (answer === null) return request.socket.destroy()
    if (answer.status < 400) latest = answer.body as Revision
    sendJson(response, answer.status, answer.body)
  })
  const { api } = office
  const browser = createMemoryStorage()
  const unsaved = () =>
    createUnsaved(
      createStorage(() => browser),
      1,
      file.path,
    )
  const reopen = (of: LibraryFileDetail) => createEditor({ api: api.library, unsaved: unsaved(), file: of })
  return { editor: reopen(file), reopen, unsaved }
}

/** As the server would keep it: a form becomes the text of its file. */
function stored(body: Record<string, unknown>, path: string): Reply {
  if (path.endsWith('/propose'))
    return { status: 200, body: aRevision({ state: 'proposed', digest: String(body.digest) }) }
  const service = (body.service ?? aService()) as ReturnType<typeof aService>
  const text = `fee: ${service.facts.fee.value}`
  const revision = aRevision({ service, text: `${text}\n`, digest: `digest of ${text}` })
  return { status: 201, body: { ...revision, note: String(body.note ?? '') } }
}
