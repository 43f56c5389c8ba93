/** Two machines that answer each other must come to an end, and a flood of senders must not become a flood of ours. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { freePort, openOffice, waitFor } from '../_office.ts'
import { openAcknowledging, type AcknowledgingOffice } from './_acknowledged.ts'
import { mailbox, sendMail } from './_cast.ts'

describe.each(databases)('acknowledgements, on $name', { timeout: 60_000 }, ({ create }) => {
  let database: TestDatabase
  let here: AcknowledgingOffice
  const write = (mail: Parameters<typeof sendMail>[1]) => sendMail(here.office.smtpPort, mail)

  beforeEach(async () => {
    database = await create()
    here = await openAcknowledging(database)
  })
  afterEach(async () => {
    await here.stop()
    await database.drop()
  })

  it('go to one address three times a day', async () => {
    const words = ['makam', 'reklame', 'klinik', 'apotek', 'pohon']
    for (const word of words)
      await write({ from: 'rajin@example.org', subject: word, text: `tentang ${word}` })
    await here.turnsOver()
    expect(await here.sentTo('rajin@example.org')).toHaveLength(3)
    expect(await here.counted('capped')).toBe(2)
    expect(await here.sari.tickets()).toHaveLength(words.length + 1)
  })

  it('do not go back for the same words again, whatever number stands in them', async () => {
    for (const number of [1, 22, 333]) {
      const text = `Tiket Anda nomor ${number} telah kami terima.`
      await write({ from: 'mesin@example.org', subject: `Tiket ${number}`, text })
    }
    await write({
      from: 'lain@example.org',
      subject: 'Tiket 4',
      text: 'Tiket Anda nomor 4 telah kami terima.',
    })
    await here.turnsOver()
    expect(await here.sentTo('mesin@example.org')).toHaveLength(1)
    expect(await here.sentTo('lain@example.org')).toHaveLength(1)
    expect(await here.counted('identical')).toBe(2)
  })

  it('end with another helpdesk that says honestly what its mail is', async () => {
    const port = await freePort()
    const other = await openOffice({
      MAIL_ADDRESS: 'tanya@kantor-lain.example',
      SMTP_LISTEN: `127.0.0.1:${port}`,
      SMTP_URL: `smtp://127.0.0.1:${here.office.smtpPort}`,
      ACKNOWLEDGE: 'on',
    })
    await here.office.stop()
    const ours = await openOffice({
      DATABASE_URL: database.url,
      MAIL_ADDRESS: mailbox,
      SMTP_LISTEN: `127.0.0.1:${here.office.smtpPort}`,
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      ACKNOWLEDGE: 'on',
    })
    try {
      const [sari, budi] = [await ours.signIn(), await other.signIn()]
      await sendMail(ours.smtpPort, { from: 'tanya@kantor-lain.example', subject: 'Salam', text: 'Halo.' })
      const ledger = await waitFor(async () => {
        const { body } = await budi.request<Record<string, number>>('GET', '/mails/ledger')
        return (body['auto-reply'] ?? 0) > 0 && body
      }, 'the acknowledgement at the other helpdesk')
      expect(ledger['auto-reply']).toBe(1)
      expect(await budi.tickets()).toEqual([])
      expect(await sari.tickets()).toHaveLength(1)
    } finally {
      await Promise.all([ours.stop(), other.stop()])
    }
  })

  it('end after the cap with a machine that hides what it is', async () => {
    let answered = 0
    const machine = setInterval(() => {
      const mails = here.sink.mails.filter(({ to }) => to.includes('bot@example.org'))
      for (; answered < mails.length; answered++) {
        const text = `${['Kami', 'Tim', 'Sistem', 'Robot', 'Loket'][answered % 5]} sudah menerima surat Anda.`
        void write({ from: 'bot@example.org', subject: `Otomatis ${answered}`, text })
      }
    }, 20)
    try {
      await write({ from: 'bot@example.org', subject: 'Mulai', text: 'Permulaan.' })
      await waitFor(async () => (await here.counted('capped')) > 0, 'the end of it', 20_000)
      await here.turnsOver()
      expect(await here.sentTo('bot@example.org')).toHaveLength(3)
      expect(answered).toBe(3)
    } finally {
      clearInterval(machine)
    }
  })

  it('are sixty a minute; the others wait, and half an hour later are given up', async () => {
    const total = 66
    for (let number = 0; number < total; number++)
      await write({ from: `warga${number}@example.org`, subject: `Soal ${number}`, text: 'tolong dijawab' })
    await waitFor(async () => (await here.counted('sent')) === 60, 'sixty', 20_000)
    await new Promise((done) => setTimeout(done, 500))
    expect(await here.counted('sent')).toBe(60)
    await waitFor(() => here.sink.mails.length === 60, 'their mails', 20_000)

    const db = openDb(database.url)
    const agedMs = 31 * 60_000
    await db.write((tx) =>
      tx
        .updateTable('acknowledgements')
        .set((eb) => ({ created_at: eb('created_at', '-', agedMs) }))
        .where('outcome', 'is', null)
        .execute(),
    )
    await db.close()
    await write({ from: 'terakhir@example.org', subject: 'Terakhir', text: 'halo' })
    await waitFor(async () => (await here.counted('late')) === total - 60, 'the late ones')
    expect(here.sink.mails).toHaveLength(60)
  })
})
