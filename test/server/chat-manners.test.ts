/** A chat window that does what no window of ours would, and what it is told. */
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Message } from '../../server/wire/message.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office } from '../_office.ts'
import { startChat } from './_cast.ts'

describe.each(databases)('a chat window, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, LOG_LEVEL: 'silent' })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  it('takes an ended conversation up again from another window too', async () => {
    const { window, token } = await startChat(office, { text: 'Halo' })
    const other = await office.chat({ token, afterSeq: 0 })
    await other.until('sync')
    await window.send('end', {})
    await other.until('ended')
    expect(await other.send('message', { clientId: 'a', text: 'Satu hal lagi' })).toMatchObject({ ok: true })
    const back = await office.chat({ token, afterSeq: 0 })
    await back.until('sync')
    await back.send('read', { seq: 1 })
    expect(back.heard.map(({ name }) => name)).not.toContain('ended')
  })

  it('is rated once; a second rating replaces the first', async () => {
    const { window, ticketId } = await startChat(office, { text: 'Halo' })
    const ratings = async () =>
      (await sari.messages(ticketId)).flatMap(({ author, text }) => (author.kind === 'system' ? [text] : []))
    await window.send('rate', { score: 2, comment: 'lama' })
    expect(await ratings()).toEqual(['Warga menilai percakapan ini 2 dari 5.\n“lama”'])
    const desk = await office.desk(sari)
    await desk.until('ready')
    await window.send('rate', { score: 5 })
    expect(await ratings()).toEqual(['Warga menilai percakapan ini 5 dari 5.'])
    await desk.until<{ message: Message }>('message:changed', ({ message }) =>
      message.text.includes('5 dari 5'),
    )
  })

  it('leaves its conversation when it begins another', async () => {
    const first = await startChat(office, { text: 'Pertama' })
    const again = await first.window.send<{ message: Message }>('start', {
      clientId: crypto.randomUUID(),
      name: 'Rina',
      text: 'Kedua',
    })
    if (!again.ok) throw new Error(again.error.message)
    await sari.reply(first.ticketId, 'untuk yang pertama')
    await sari.reply(again.message.ticketId, 'untuk yang kedua')
    await first.window.until<Message>('message', ({ text }) => text === 'untuk yang kedua')
    const heard = first.window.heard.filter(({ name }) => name === 'message')
    expect(heard.map(({ payload }) => (payload as Message).text)).toEqual(['untuk yang kedua'])
    // Nobody listens to the first any more, so what is written there is sent, and not delivered.
    await waitFor(
      async () => (await sari.messages(first.ticketId)).at(-1)?.delivery?.state === 'sent',
      'the first answer to be sent',
    )
  })

  it.each(['jual', 'error', '__proto__', 'message '])('is told that there is no event %s', async (name) => {
    const unknown = { ok: false, error: { code: 'unknown-event' } }
    const window = await office.chat()
    expect(await window.send(name, {})).toMatchObject(unknown)
    const desk = await office.desk(sari)
    expect(await desk.send(name, {})).toMatchObject(unknown)
  })

  it('hears in the citizen’s language that something is wrong with us', async () => {
    const { window } = await startChat(office, { text: 'Halo' })
    const db = openDb(database.url)
    await sql`alter table events rename to away`.execute(db.migrationTarget)
    const ack = await window.send('message', { clientId: 'a', text: 'Halo?' })
    await sql`alter table away rename to events`.execute(db.migrationTarget)
    await db.close()
    expect(ack).toMatchObject({
      ok: false,
      error: {
        code: 'internal',
        message: 'Maaf, ada gangguan di sistem kami dan sudah kami catat. Silakan coba lagi.',
      },
    })
    expect(await window.send('message', { clientId: 'a', text: 'Halo?' })).toMatchObject({ ok: true })
  })
})
