/** An answer to several people, of whom the mail server takes some and refuses others. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { databases } from '../_databases.ts'
import { waitFor, type Client, type Office } from '../_office.ts'
import type { SmtpSink } from '../_smtp-sink.ts'
import { sendMail, ticketAbout } from './_cast.ts'
import { openMailOffice, sendBounce, type MailOffice } from './_mail-office.ts'

describe.each(databases)('an answer with copies, on $name', ({ create }) => {
  let desk: MailOffice
  let office: Office
  let sink: SmtpSink
  let sari: Client
  let count = 0

  beforeAll(async () => {
    desk = await openMailOffice(create)
    ;({ office, sink, sari } = desk)
  })
  afterAll(() => desk.close())

  /** Somebody new each time writes with copies to a notary and to the head of the ward. */
  async function answered(refusals: Record<string, 450 | 550>) {
    const subject = `Akta ${++count}`
    const [budi, notary, ward] = ['budi', 'notaris', 'lurah'].map((name) => `${name}.${count}@warga.example`)
    if (!budi || !notary || !ward) throw new Error('nobody')
    await sendMail(office.smtpPort, { from: budi, subject, text: 'Halo', cc: [notary, ward] })
    const ticket = await ticketAbout(sari, subject)
    const people = { budi, notary, ward }
    for (const [name, code] of Object.entries(refusals))
      sink.refuse(people[name as keyof typeof people], code)
    const { body } = await sari.reply(ticket.id, `Jawaban ${subject}`)
    const delivery = async () => (await sari.messages(ticket.id)).find(({ id }) => id === body.id)?.delivery
    return {
      ...people,
      path: `/tickets/${ticket.id}/messages/${body.id}/retry`,
      /** Waits for a state, and words that fit. */
      until: (state: string, words: RegExp | null) =>
        waitFor(
          async () => {
            const now = await delivery()
            return now?.state === state && (words ? words.test(now.error ?? '') : now.error === null)
          },
          `${state} ${words?.source ?? 'without words'}`,
          15_000,
        ),
      cancel: () => sari.request('POST', `/messages/${body.id}/cancel`),
      hurry: async () => {
        for (const address of Object.values(people)) sink.refuse(address, null)
        expect((await sari.request('POST', `/outbox/${body.id}/hurry`)).status).toBe(204)
      },
      /** The recipients of each mail that left. */
      sendings: () =>
        sink.mails.filter(({ raw }) => raw.includes(`Jawaban ${subject}`)).map(({ to }) => to.sort()),
      messageId: () =>
        /^Message-ID:\s+<(.+?)>/im.exec(
          sink.mails.find(({ raw }) => raw.includes(`Jawaban ${subject}`))?.raw.toString() ?? '',
        )?.[1] ?? '',
    }
  }

  it('says which copy was refused, and stays sent', async () => {
    const { budi, ward, notary, until, sendings } = await answered({ notary: 550 })
    await until('sent', new RegExp(`^Salinan ke ${notary} ditolak server surel \\(550 5\\.1\\.1\\)\\.$`))
    expect(sendings()).toEqual([[budi, ward]])
    expect((await sari.request('GET', `/outbox`)).body).toMatchObject({ items: [] })
  })

  it('tries a copy again that was refused for now, alone, and then says nothing more of it', async () => {
    const { budi, notary, ward, until, hurry, sendings } = await answered({ notary: 450 })
    await until('sent', /^Salinan ke notaris\S+ belum diterima .*\(450 4\.2\.0\); akan dicoba lagi\.$/)
    await hurry()
    await until('sent', null)
    expect(sendings()).toEqual([[budi, ward], [notary]])
  })

  it('waits for the citizen whom the server refuses for now, and sends no copy twice', async () => {
    const { budi, notary, ward, until, hurry, sendings } = await answered({ budi: 450 })
    await until('queued', /^Server surel belum menerima alamat ini \(450 4\.2\.0\)\. Salinannya sudah/)
    await hurry()
    await until('sent', null)
    expect(sendings()).toEqual([[ward, notary], [budi]])
  })

  it('cannot be taken back once a copy has gone, nor while only a copy waits', async () => {
    for (const [refused, state] of [
      ['budi', 'queued'],
      ['notary', 'sent'],
    ] as const) {
      const { until, cancel } = await answered({ [refused]: 450 })
      await until(state, /450/)
      expect((await cancel()).status).toBe(409)
      await until(state, /450/)
    }
  })

  it('is failed when the citizen is refused for good; sent again, it goes to the citizen alone', async () => {
    const { budi, notary, ward, until, path, sendings } = await answered({ budi: 550 })
    await until('failed', /^Server surel menolak alamat ini \(550 5\.1\.1\)\. Salinannya sudah terkirim\.$/)
    sink.refuse(budi, null)
    expect((await sari.request('POST', path)).status).toBe(200)
    await until('sent', null)
    expect(sendings()).toEqual([[ward, notary], [budi]])
  })

  it('is tried again as a whole when nobody was reached', async () => {
    const { budi, notary, ward, until, hurry, sendings } = await answered({
      budi: 450,
      notary: 550,
      ward: 450,
    })
    await until('queued', /^Server surel belum menerima alamat ini \(450 4\.2\.0\)\.$/)
    await hurry()
    await until('sent', null)
    expect(sendings()).toEqual([[budi, ward, notary].sort()])
  })

  it('stays sent when a copy comes back, and is failed when the citizen’s own does', async () => {
    const { budi, notary, until, messageId, path, sendings } = await answered({})
    await until('sent', null)
    await bounce(messageId(), notary)
    await until('sent', /^Salinan ke notaris\S+ kembali: .*tidak dikenal.*5\.1\.1/)
    await bounce(messageId(), budi)
    await until('failed', /^Alamat surel penerima tidak dikenal/)
    await sari.request('POST', path)
    await until('sent', null)
    // The ward has it; the notary never got it.
    expect(sendings()[1]).toEqual([budi, notary])
  })

  const bounce = (messageId: string, recipient: string) =>
    sendBounce(office.smtpPort, { messageId, recipient, status: '5.1.1' })
})
