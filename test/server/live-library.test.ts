import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Library, LibraryFileDetail } from '../../server/wire/library.ts'
import type { Revision } from '../../server/wire/revision.ts'
import { openDb } from '../../db/index.ts'
import { templatesDir } from '../../templates/index.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { mailbox, sendMail, ticketAbout } from './_cast.ts'
import { addColleague } from './_staff.ts'

const path = 'catalogue/paspor.yaml'
const validity = '5 atau 10 tahun'

describe.each(databases)('the library of a running office, on $name', ({ create }) => {
  let database: TestDatabase
  let libraryDir: string
  let office: Office
  let sari: Client
  let budi: Client

  beforeEach(async () => {
    database = await create()
    libraryDir = mkdtempSync(join(tmpdir(), 'tanya-library-'))
    for (const part of ['catalogue', 'answers', 'messages', 'office.yaml', 'calendar.yaml'])
      cpSync(join(templatesDir, part), join(libraryDir, part), { recursive: true })
    await open()
    budi = await addColleague(office, 'Budi')
  })
  afterEach(async () => {
    await office.stop()
    await database.drop()
    rmSync(libraryDir, { recursive: true })
  })

  async function open(): Promise<void> {
    const env = { DATABASE_URL: database.url, LOG_LEVEL: 'silent', MAIL_ADDRESS: mailbox }
    office = await openOffice(env, { libraryDir })
    sari = await office.signIn()
  }
  const onDisk = (file = path) => readFileSync(join(libraryDir, file), 'utf8')
  const save = (text: string, file = path) => writeFileSync(join(libraryDir, file), text)
  const told = async (at = office) =>
    (
      (await (await fetch(`${at.url}/api/v1/answers/paspor/masa-berlaku?channel=chat`)).json()) as {
        text: string
      }
    ).text
  const library = async () => (await sari.request<Library>('GET', '/library')).body

  async function publish(text: string): Promise<void> {
    const { body } = await budi.request<Revision>('POST', '/revisions', { path, text })
    await budi.request('POST', `/revisions/${body.id}/propose`, { digest: body.digest })
    const { status } = await sari.request('POST', `/revisions/${body.id}/publish`, { digest: body.digest })
    expect(status).toBe(200)
  }

  it('follows its files, and keeps the old answers while one is broken, and says so', async () => {
    const before = onDisk()
    save(before.replace(validity, '7 tahun'))
    await waitFor(async () => (await told()).includes('7 tahun'), 'the new answer')
    save(before.replace('status: active', 'status: aktif'))
    const faults = await waitFor(async () => {
      const { faults: found } = await library()
      return found.length > 0 && found
    }, 'the fault')
    const line = before.split('\n').findIndex((one) => one.startsWith('status:')) + 1
    expect(faults).toMatchObject([{ file: path, line }])
    expect(await told()).toContain('7 tahun')
    save('{{#fee}}', 'answers/id/biaya.mustache')
    save(before.replace(validity, '8 tahun'))
    await waitFor(async () => (await library()).faults[0]?.file.endsWith('biaya.mustache'), 'the other fault')
    expect(await told()).toContain('7 tahun')
    save(readFileSync(join(templatesDir, 'answers/id/biaya.mustache'), 'utf8'), 'answers/id/biaya.mustache')
    await waitFor(async () => (await told()).includes('8 tahun'), 'the mended answer')
    expect((await library()).faults).toEqual([])
  })

  it('keeps its answers while its files are away or cannot be read, and follows those that come in their place', async () => {
    const catalogue = join(libraryDir, 'catalogue')
    renameSync(catalogue, `${catalogue}-before`)
    await waitFor(async () => (await library()).faults.length > 0, 'the fault')
    expect(await told()).toContain(validity)
    renameSync(`${catalogue}-before`, catalogue)
    await waitFor(async () => (await library()).faults.length === 0, 'the folder')
    save(onDisk().replace(validity, '7 tahun'))
    await waitFor(async () => (await told()).includes('7 tahun'), 'the new answer')
    const file = 'catalogue/nowhere.yaml'
    symlinkSync('gone.yaml', join(libraryDir, file))
    await waitFor(async () => (await library()).faults.some((fault) => fault.file === file), 'the fault')
    await publish(onDisk().replace('7 tahun', '6 tahun'))
    expect(await told()).toContain('6 tahun')
  })

  it('puts what was approved in force while a file on disk is broken', async () => {
    save('id: [', 'catalogue/pbg.yaml')
    await waitFor(async () => (await library()).faults.length > 0, 'the fault')
    await publish(onDisk().replace(validity, '6 tahun'))
    expect(await told()).toContain('6 tahun')
    expect((await library()).faults).toMatchObject([{ file: 'catalogue/pbg.yaml' }])
  })

  it('lets an approved edit stand over a file that is changed later, and shows both', async () => {
    const before = onDisk()
    await publish(before.replace(validity, '6 tahun'))
    save(before.replace(validity, '9 tahun'))
    await waitFor(async () => (await library()).overtaken.includes(path), 'the overtaken file')
    expect(await told()).toContain('6 tahun')
    const { body } = await sari.request<LibraryFileDetail>('GET', `/library/file?path=${path}`)
    expect(body).toMatchObject({ origin: 'console', filesText: onDisk() })
  })

  it('goes by the file again once it has caught up with the edit', async () => {
    const edited = onDisk().replace(validity, '6 tahun')
    await publish(edited)
    save(edited)
    await waitFor(async () => {
      const { body } = await sari.request<LibraryFileDetail>('GET', `/library/file?path=${path}`)
      return body.origin === 'files'
    }, 'the file in force')
    save(edited.replace('6 tahun', '9 tahun'))
    await waitFor(async () => (await told()).includes('9 tahun'), 'the file’s newer word')
    expect((await library()).overtaken).toEqual([])
  })

  it('knows a reply again whose answer is there no more', async () => {
    const subject = 'Paspor hilang'
    await sendMail(office.smtpPort, { from: 'budi@warga.example', subject, text: 'Biayanya?' })
    const ticket = await ticketAbout(sari, subject)
    const reply = () =>
      sari.reply(ticket.id, 'Ini biayanya.', { answer: 'paspor/biaya', clientId: 'sekali-saja' })
    expect((await reply()).status).toBe(201)
    rmSync(join(libraryDir, path))
    await waitFor(
      async () => (await fetch(`${office.url}/api/v1/answers/paspor/biaya`)).status === 404,
      'the file gone',
    )
    expect((await reply()).status).toBe(200)
    save(readFileSync(join(templatesDir, path), 'utf8'))
  })

  it('starts with the files alone when an edit no longer fits them, and says so', async () => {
    await publish(onDisk().replace(validity, '6 tahun'))
    await office.stop()
    const db = openDb(database.url)
    await db.write((tx) => tx.updateTable('revisions').set({ text: 'id: [' }).execute())
    await db.close()
    await open()
    expect(await told()).toContain(validity)
    expect((await library()).faults).toMatchObject([{ file: path }])
  })
})
