/** Mail that leaves at the pace the mail server asks for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import { databases } from '../_databases.ts'
import { waitFor, type Client, type Office } from '../_office.ts'
import type { SmtpSink } from '../_smtp-sink.ts'
import { sendMail, startChat, ticketAbout } from './_cast.ts'
import { openMailOffice, type MailOffice } from './_mail-office.ts'

const perMinute = 30
const intervalMs = 60_000 / perMinute

describe.each(databases)('at so many mails a minute, on $name', ({ create }) => {
  let desk: MailOffice
  let office: Office
  let sink: SmtpSink
  let sari: Client

  beforeAll(async () => {
    desk = await openMailOffice(create, { MAIL_RATE: String(perMinute) })
    ;({ office, sink, sari } = desk)
  })
  afterAll(() => desk.close())

  it(
    'what is more waits its turn, unclaimed; nothing is dropped, and chats pass it by',
    { timeout: 60_000 },
    async () => {
      const tickets = []
      for (let n = 0; n < 4; n++) {
        await sendMail(office.smtpPort, { from: `warga${n}@x.example`, subject: `Soal ${n}`, text: 'Halo' })
        tickets.push(await ticketAbout(sari, `Soal ${n}`))
      }
      const chat = await startChat(office, { text: 'Halo' })
      const leftAt: number[] = []
      const began = Date.now()
      for (const { id } of tickets) await sari.reply(id, 'Baik')
      await sari.reply(chat.ticketId, 'Di obrolan')
      await chat.window.until('message', (message: { text: string }) => message.text === 'Di obrolan')
      expect(sink.mails.length).toBeLessThan(4)

      const db = openDb(desk.databaseUrl)
      const waiting = await db.read.selectFrom('outbox').selectAll().where('channel', '=', 'email').execute()
      await db.close()
      // At most what is on its way this moment is claimed.
      expect(waiting.filter((row) => row.leased_until !== null).length).toBeLessThanOrEqual(1)

      while (leftAt.length < 4) {
        await waitFor(() => sink.mails.length > leftAt.length, `mail ${leftAt.length + 1}`, 20_000)
        while (leftAt.length < sink.mails.length) leftAt.push(Date.now())
      }
      // The first at once, the second a moment early, then one a turn.
      expect((leftAt[3] ?? 0) - began).toBeGreaterThan(3 * intervalMs - 1_200)
      const states = await Promise.all(
        tickets.map(({ id }) =>
          waitFor(async () => (await sari.messages(id)).at(-1)?.delivery?.state === 'sent', 'sent'),
        ),
      )
      expect(states).toHaveLength(4)
      expect(sink.mails).toHaveLength(4)
    },
  )
})
