/** Visitors of the chat: where they are, who vouches for them, and who is kept out. */
import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDb } from '../../db/index.ts'
import type { Citizen } from '../../server/wire/citizen.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { openOffice, waitFor, type Client, type Office, type Screen } from '../_office.ts'
import { ask, expectProblem } from './_ask.ts'
import { sendMail, startChat, ticketAbout } from './_cast.ts'
import { png } from './_form.ts'

const secret = 'rahasia-situs-yang-cukup-panjang-2026'
const now = () => Math.floor(Date.now() / 1000)

function token(
  claims: object,
  options: { secret?: string; audience?: string; exp?: number } = {},
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(options.audience ?? 'tanya')
    .setExpirationTime(options.exp ?? now() + 600)
    .sign(createSecretKey(Buffer.from(options.secret ?? secret)))
}

/** All that a window can say besides a message. */
const wishes = {
  ...{ typing: { on: true }, transcript: {}, rate: { score: 1, comment: 'Makian' } },
  ...{ others: {}, show: { answer: 'krk-irk/waktu' }, verdict: { seq: 1, helped: true } },
}

describe.each(databases)('a visitor, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client
  beforeAll(async () => {
    database = await create()
    office = await openOffice({ DATABASE_URL: database.url, WIDGET_SECRET: secret })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  async function start(window: Screen, more: object = {}) {
    const first = { clientId: crypto.randomUUID(), name: 'Rina', text: 'Halo', ...more }
    const ack = await window.send<{ token: string; message: { ticketId: number } }>('start', first)
    if (!ack.ok) throw new Error(`${ack.error.code}: ${ack.error.message}`)
    return { token: ack.token, ticketId: ack.message.ticketId }
  }
  const ticket = async (id: number) => (await sari.request<Ticket>('GET', `/tickets/${id}`)).body
  const citizen = async (id: number) => (await sari.request<Citizen>('GET', `/tickets/${id}/citizen`)).body

  it('is shown with page and device; the address is nowhere, nor what the page’s query held', async () => {
    const { ticketId } = await startChat(office, {
      text: 'Halo',
      page: 'https://user:pw@jakarta.go.id/layanan?nik=3171234567890001#x',
    })
    expect((await citizen(ticketId)).visitor).toMatchObject({ page: 'https://jakarta.go.id/layanan' })
    const db = openDb(database.url)
    const rows = await db.read.selectFrom('chats').selectAll().execute()
    await db.close()
    expect(rows.at(-1)?.address_key).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(rows)).not.toMatch(/127\.0\.0\.1|3171234567890001/)
  })

  it('whom a site vouches for is known: verified, and the same contact as by their own mail', async () => {
    await sendMail(office.smtpPort, {
      from: '"Rina" <rina@example.org>',
      subject: 'dulu',
      text: 'Pernah bertanya.',
    })
    const earlier = await ticketAbout(sari, 'dulu')
    const identity = await token({ sub: 'jakevo-7', name: 'Rina Kusuma', email: 'Rina@example.org' })
    const first = await start(await office.chat({ identity }))
    const second = await start(await office.chat({ identity }), { text: 'Lagi' })
    expect((await ticket(first.ticketId)).contact).toMatchObject({
      id: earlier.contact.id,
      verified: true,
      trusted: true,
    })
    expect((await ticket(second.ticketId)).contact.identities).toContainEqual({
      kind: 'email',
      address: 'rina@example.org',
      verified: true,
    })
    const seen = (await citizen(second.ticketId)).earlier.map(({ id }) => id)
    expect(seen).toEqual([first.ticketId, earlier.id])
  })

  it('is not known by what the site itself has not verified', async () => {
    await sendMail(office.smtpPort, { from: 'tuti@example.org', subject: 'milik tuti', text: 'x' })
    const { contact } = await ticketAbout(sari, 'milik tuti')
    const identity = await token({
      ...{ sub: 'jakevo-9', email: 'tuti@example.org', email_verified: false },
      ...{ phone_number: '0812 9999 000', phone_number_verified: false },
    })
    const { ticketId } = await start(await office.chat({ identity }))
    const known = (await ticket(ticketId)).contact
    expect(known.id).not.toBe(contact.id)
    expect(known.identities.filter(({ kind }) => kind !== 'chat')).toEqual([])
  })

  it('who only types somebody’s address is nobody we know, and sees and shows nothing of theirs', async () => {
    await sendMail(office.smtpPort, { from: 'dewi@example.org', subject: 'rahasia dewi', text: 'x' })
    await ticketAbout(sari, 'rahasia dewi')
    const { ticketId } = await startChat(office, { text: 'Halo', email: 'dewi@example.org' })
    const { contact } = await ticket(ticketId)
    expect(contact).toMatchObject({ verified: false, trusted: false })
    expect(contact.identities).toContainEqual({
      ...{ kind: 'email', address: 'dewi@example.org', verified: false, told: true },
    })
    expect((await citizen(ticketId)).earlier).toEqual([])
  })

  it.each([
    [
      'is not signed',
      () =>
        Promise.resolve(new UnsecuredJWT({ sub: 'x' }).setAudience('tanya').setExpirationTime('5m').encode()),
    ],
    ['has expired', () => token({ sub: 'x' }, { exp: now() - 60 })],
    ['is valid for ever', () => token({ sub: 'x' }, { exp: now() + 40 * 24 * 3600 })],
    ['is signed by another key', () => token({ sub: 'x' }, { secret: 'x'.repeat(40) })],
    ['is meant for somebody else', () => token({ sub: 'x' }, { audience: 'bank' })],
    ['names nobody', () => token({})],
    [
      'never expires',
      () =>
        new SignJWT({ sub: 'x' })
          .setProtectedHeader({ alg: 'HS256' })
          .setAudience('tanya')
          .sign(createSecretKey(Buffer.from(secret))),
    ],
    [
      'is a public key’s',
      async () => {
        const { privateKey } = generateKeyPairSync('ed25519')
        return new SignJWT({ sub: 'x' })
          .setProtectedHeader({ alg: 'EdDSA' })
          .setAudience('tanya')
          .setExpirationTime('5m')
          .sign(privateKey)
      },
    ],
    ['is no token', () => Promise.resolve('halo')],
  ])('is unknown, and still heard, when the token %s', async (_how, make) => {
    const window = await office.chat({ identity: await make() })
    const told = await window.until<{ ok: boolean; error: { code: string; message: string } }>('identity')
    expect(told).toMatchObject({ ok: false, error: { code: 'identity' } })
    const { ticketId } = await start(window)
    expect((await ticket(ticketId)).contact.verified).toBe(false)
  })

  it('cannot take up what somebody else began at the same browser, nor another’s by a token of their own', async () => {
    const budi = await start(await office.chat({ identity: await token({ sub: 'budi' }) }))
    const identity = await token({ sub: 'wati' })
    await expect(office.chat({ token: budi.token, identity })).rejects.toMatchObject({
      data: { code: 'unauthorized' },
    })
    const again = await office.chat({ token: budi.token, identity: await token({ sub: 'budi' }) })
    await again.until('sync')
    const wati = await start(await office.chat({ identity }))
    expect((await ticket(wati.ticketId)).contact.id).not.toBe((await ticket(budi.ticketId)).contact.id)
  })

  it('is kept out with a reason, by whatever way they come back, until an agent takes it back', async () => {
    const identity = await token({ sub: 'pengganggu' })
    const window = await office.chat({ identity })
    const { ticketId, token: key } = await start(window)
    expectProblem(await sari.request('POST', `/tickets/${ticketId}/block`, { reason: ' ' }), 400)
    const { body } = await sari.request<Citizen>('POST', `/tickets/${ticketId}/block`, {
      reason: 'Makian berulang',
    })
    expect(body.blocked).toMatchObject({ reason: 'Makian berulang', by: 'Admin' })
    await window.until('ended')
    expect(await window.send('message', { clientId: 'm', text: 'lagi' })).toMatchObject({
      error: { code: 'blocked' },
    })
    for (const [name, payload] of Object.entries(wishes))
      expect(await window.send(name, payload), name).toMatchObject({ error: { code: 'blocked' } })
    const upload = { headers: { 'x-chat-token': key }, body: png }
    expect((await ask('POST', `${office.url}/api/v1/chat/attachments?filename=a.png`, upload)).status).toBe(
      403,
    )
    await expect(start(await office.chat())).rejects.toThrow('blocked')
    expect(await ticket(ticketId)).toMatchObject({ status: 'closed' })
    await office.restart()
    await expect(start(await office.chat({ identity }))).rejects.toThrow('blocked')
    await sari.request('DELETE', `/tickets/${ticketId}/block`)
    await start(await office.chat())
    expect((await citizen(ticketId)).blocked).toBeNull()
    const notes = (await sari.messages(ticketId)).filter((one) => one.direction === 'internal')
    expect(notes.map((one) => one.text)).toEqual([
      'Pengunjung diblokir: Makian berulang',
      'Blokir pengunjung dicabut.',
    ])
  })

  it('is known by their address for a day, since many share one', async () => {
    const { ticketId } = await start(await office.chat())
    await sari.request('POST', `/tickets/${ticketId}/block`, { reason: 'Makian' })
    await expect(start(await office.chat())).rejects.toThrow('blocked')
    const db = openDb(database.url)
    const nearlyOver = { created_at: Date.now() - 24 * 3600_000 + 3_000 }
    await db.write((tx) => tx.updateTable('blocks').set(nearlyOver).execute())
    await db.close()
    await office.restart()
    const over = async () => start(await office.chat()).then(Boolean, () => false)
    expect(await waitFor(over, 'the end of the block', 10_000)).toBe(true)
    await sari.request('DELETE', `/tickets/${ticketId}/block`)
  })

  it('is trusted when an agent says so', async () => {
    const { ticketId } = await startChat(office, { text: 'lihat https://contoh.example/x' })
    await sari.request('POST', `/tickets/${ticketId}/trust`)
    expect((await ticket(ticketId)).contact).toMatchObject({ verified: false, trusted: true })
  })
})

describe('where only some sites may carry the chat', () => {
  let office: Office
  const site = 'https://jakarta.go.id'
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  beforeAll(async () => {
    const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
    const env = {
      WIDGET_ORIGINS: `${site} https://evo.example`,
      WIDGET_PUBLIC_KEY: pem,
      WIDGET_ISSUER: 'evo',
    }
    office = await openOffice(env)
  })
  afterAll(() => office.stop())

  it('no other may frame it, nor connect', async () => {
    const { headers } = await fetch(`${office.url}/widget/`)
    expect(headers.get('content-security-policy')).toContain(
      `frame-ancestors 'self' ${site} https://evo.example`,
    )
    expect(headers.get('x-frame-options')).toBeNull()
    const at = (origin: string) => office.chat({}, { origin })
    await expect(at('https://penipu.example')).rejects.toMatchObject({ data: { code: 'forbidden' } })
    await at(site)
    await at(office.url)
  })

  it('the site may sign by its own key, and only as itself', async () => {
    const signed = (issuer: string) =>
      new SignJWT({ sub: 'a' })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(issuer)
        .setAudience('tanya')
        .setExpirationTime('5m')
        .sign(privateKey)
    const window = await office.chat({ identity: await signed('lain') })
    await window.until('identity')
    const known = await office.chat({ identity: await signed('evo') })
    expect(await known.send('start', { clientId: 'a', name: 'A', text: 'Halo' })).toMatchObject({ ok: true })
    expect(known.heard.map(({ name }) => name)).not.toContain('identity')
    const sari = await office.signIn()
    expect((await sari.tickets('')).map(({ contact }) => contact.verified)).toEqual([true])
  })
})
