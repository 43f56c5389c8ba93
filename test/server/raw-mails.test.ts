/** Mails as they came: short ones in the database, long ones as files, and the files of before. */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { createFiles } from '../../server/desk/files.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, type Client, type Office } from '../_office.ts'
import { mailbox, sendMail, sendRaw } from './_cast.ts'

const short = Buffer.from('From: Budi <budi@warga.example>\r\nSubject: Pendek\r\n\r\nHalo \xe9\r\n', 'latin1')
const long = Buffer.concat([
  short,
  Buffer.from(Array.from({ length: 12_000 }, (_, i) => `Baris ${i}\r\n`).join('')),
])

describe.each(databases)('a mail as it came, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client

  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, MAIL_ADDRESS: mailbox, LOG_LEVEL: 'silent' })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  const shown = async (id: number) => {
    const { url } = office
    const response = await fetch(`${url}/api/v1/mails/${id}/raw`, { headers: { cookie: sari.cookie } })
    expect(response.status).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }
  const isFile = (bytes: Buffer) => {
    const name = createHash('sha256').update(bytes).digest('hex')
    return existsSync(join(office.dataDir, 'mail', name.slice(0, 2), `${name}.zst`))
  }

  it('is given back byte for byte, wherever it lies, also when it came twice', async () => {
    for (const raw of [short, long, short, long]) await sendRaw(office.smtpPort, raw)
    const [one, two, ...again] = [await shown(1), await shown(2), await shown(3), await shown(4)] as const
    expect(again).toEqual([one, two])
    // Before them stands the envelope's sender.
    expect([one.subarray(-short.length), two.subarray(-long.length)]).toEqual([short, long])
    expect([isFile(one), isFile(two)]).toEqual([false, true])
  })

  it('gives out a file of some megabytes as it was sent, although it is never in memory as a whole', async () => {
    const scan = randomBytes(3_000_000)
    await sendMail(office.smtpPort, {
      from: 'siti@warga.example',
      subject: 'Denah',
      text: 'Terlampir denahnya.',
      attachments: [{ filename: 'denah.pdf', content: scan }],
    })
    const [ticket] = await sari.tickets('sort=-createdAt&limit=1')
    const [file] = (await sari.messages(ticket?.id ?? 0))[0]?.attachments ?? []
    expect(file).toMatchObject({ filename: 'denah.pdf', size: scan.length })
    const answer = await fetch(`${office.url}/api/v1/attachments/${file?.id}`, {
      headers: { cookie: sari.cookie },
    })
    expect(Buffer.from(await answer.arrayBuffer()).equals(scan)).toBe(true)
  })

  it('is still found when an earlier version kept it as a file', async () => {
    const raw = await shown(1)
    const db = openDb(database.url)
    await createFiles(join(office.dataDir, 'mail'), { isCompressed: true }).keep(raw)
    await db.write((tx) => tx.deleteFrom('raw_mails').execute())
    await db.close()
    expect(await shown(1)).toEqual(raw)
  })
})
