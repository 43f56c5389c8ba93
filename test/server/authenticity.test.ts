/** Who a mail is from is looked into before it joins a ticket: forgers get tickets of their own. */
import { sealMessage } from 'mailauth/lib/arc/index.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../server/wire/message.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases, type TestDatabase } from '../_databases.ts'
import { admin, openOffice, type Client, type Office } from '../_office.ts'
import { dkimKey, fakeDns } from '../channels/email/_dns.ts'
import { buildMessage } from '../channels/email/_signed.ts'
import { mailbox, sendMail, sendRaw, ticketAbout } from './_cast.ts'

const key = dkimKey('warga.example')
const officeKey = dkimKey('dpmptsp.example')
const providerKey = dkimKey('surel.example')
const forwarderKey = dkimKey('google.com')
const records = {
  ...forwarderKey.record,
  ...providerKey.record,
  'TXT _dmarc.surel.example': ['v=DMARC1; p=none'],
  ...key.record,
  ...officeKey.record,
  'TXT _dmarc.warga.example': ['v=DMARC1; p=quarantine'],
  'TXT _dmarc.dpmptsp.example': ['v=DMARC1; p=none'],
}
const budi = 'Budi <budi@warga.example>'
const signature = { domain: 'warga.example', privateKey: key.privateKey }

describe.each(databases)('authenticity, on $name', ({ create }) => {
  let database: TestDatabase
  let office: Office
  let sari: Client

  beforeAll(async () => {
    database = await create()
    const env = { DATABASE_URL: database.url, MAIL_ADDRESS: mailbox, MAIL_AUTH: 'on', ACKNOWLEDGE: 'on' }
    office = await openOffice(env, { resolveDns: fakeDns(records).resolve })
    sari = await office.signIn()
  })
  afterAll(async () => {
    await office.stop()
    await database.drop()
  })

  let count = 0
  /** Budi writes, signed by his provider. */
  async function written(): Promise<{ ticket: Ticket; id: string }> {
    const subject = `Izin reklame ${++count}`
    const id = `<reklame.${count}.${database.url.length}@warga.example>`
    const mail = { from: budi, to: mailbox, subject, text: 'Syaratnya apa?', messageId: id }
    await sendRaw(office.smtpPort, await buildMessage(mail, signature), 'budi@warga.example')
    return { ticket: await ticketAbout(sari, subject), id }
  }
  const signedReply = async ({ ticket, id }: { ticket: Ticket; id: string }, text: string) => {
    const mail = { from: budi, to: mailbox, subject: `Re: ${ticket.subject}`, text, inReplyTo: id }
    await sendRaw(office.smtpPort, await buildMessage(mail, signature), 'budi@warga.example')
  }
  /** By a server of the forger's own, from an address of their own, which the mail itself does not show. */
  const bringForged = async (mail: { from: string; subject: string; text: string; inReplyTo?: string }) =>
    sendRaw(office.smtpPort, await buildMessage({ to: mailbox, ...mail }), 'someone@evil.example')
  const forge = (from: string, { ticket, id }: { ticket: Ticket; id: string }, text: string) =>
    bringForged({ from, subject: `Re: ${ticket.subject} [#${ticket.number}]`, text, inReplyTo: id })
  const inbound = async (ticketId: number): Promise<Message[]> =>
    (await sari.messages(ticketId)).filter(({ direction }) => direction === 'inbound')
  const followUpsOf = async (ticket: Ticket) =>
    (await sari.tickets('limit=100')).filter(({ possibleFollowUpOf }) => possibleFollowUpOf === ticket.id)

  it('says of a proven sender that they are, and lets them answer', async () => {
    const before = await written()
    await signedReply(before, 'Sudah saya lengkapi.')
    const messages = await inbound(before.ticket.id)
    expect(messages.map(({ text }) => text.trim())).toEqual(['Syaratnya apa?', 'Sudah saya lengkapi.'])
    expect(messages[1]?.authenticity).toEqual({
      spf: 'none',
      dkim: 'pass',
      dmarc: 'pass',
      domain: 'warga.example',
      doubt: null,
    })
  })

  it('keeps a forger out of the ticket, whatever is quoted, and links what was written', async () => {
    const before = await written()
    await forge(budi, before, 'Kirim berkas saya ke alamat baru.')
    expect(await inbound(before.ticket.id)).toHaveLength(1)
    const [forged] = await followUpsOf(before.ticket)
    const [message] = await inbound(forged?.id ?? 0)
    expect(message?.authenticity).toMatchObject({ dmarc: 'fail', domain: 'warga.example', doubt: 'policy' })
  })

  it('doubts an address whose mail was signed until now, though its domain asks for nothing', async () => {
    const gmail = { domain: 'surel.example', privateKey: providerKey.privateKey }
    const [rina, subject] = ['Rina <rina@surel.example>', `KRK ${database.url.length}`]
    const mail = { from: rina, to: mailbox, subject, text: 'Apa syaratnya?' }
    await sendRaw(office.smtpPort, await buildMessage(mail, gmail), 'rina@surel.example')
    const ticket = await ticketAbout(sari, subject)
    const follow = { ...mail, subject: `Re: ${subject} [#${ticket.number}]`, cc: 'maling@evil.example' }
    // Nothing but the missing signature is wrong with it: the envelope is forged as well.
    await sendRaw(
      office.smtpPort,
      await buildMessage({ ...follow, text: 'Kirim ke sini.' }),
      'rina@surel.example',
    )
    expect(await inbound(ticket.id)).toHaveLength(1)
    const [apart] = await followUpsOf(ticket)
    expect((await inbound(apart?.id ?? 0))[0]?.authenticity).toMatchObject({ doubt: 'unlike', dkim: 'none' })
    await sendRaw(
      office.smtpPort,
      await buildMessage({ ...follow, text: 'Ini saya.' }, gmail),
      'rina@surel.example',
    )
    expect(await inbound(ticket.id)).toHaveLength(2)
  })

  it('shows what a forwarder says of the sender, and believes nobody for it', async () => {
    const before = await written()
    const subject = `Re: ${before.ticket.subject}`
    const changed = { from: budi, to: mailbox, subject, text: 'Lewat milis.', inReplyTo: before.id }
    const raw = await buildMessage(changed)
    const sealed = await sealMessage(raw, {
      ...{ signingDomain: 'google.com', selector: 'k1', privateKey: forwarderKey.privateKey, cv: 'none' },
      authResults: 'mx.google.com; dmarc=pass header.from=warga.example',
    })
    await sendRaw(office.smtpPort, Buffer.concat([sealed, raw]), 'milis@groups.example')
    expect(await inbound(before.ticket.id)).toHaveLength(1)
    const [apart] = await followUpsOf(before.ticket)
    const [message] = await inbound(apart?.id ?? 0)
    expect(message?.authenticity).toMatchObject({
      doubt: 'policy',
      arc: { result: 'pass', through: ['google.com'], dmarc: 'pass' },
    })
  })

  it('tells nobody of a mail that somebody else wrote in their name', async () => {
    const said = async (subject: string) =>
      (await sari.messages((await ticketAbout(sari, subject)).id)).filter(
        ({ author }) => author.kind === 'system',
      ).length
    const [forged, proven] = [`Palsu ${database.url.length}`, `Asli ${database.url.length}`]
    const [ani, address] = ['Ani <ani@warga.example>', 'ani@warga.example']
    await bringForged({ from: ani, subject: forged, text: 'Tolong balas.' })
    const mail = { from: ani, to: mailbox, subject: proven, text: 'Mohon info.' }
    await sendRaw(office.smtpPort, await buildMessage(mail, signature), address)
    // In order of arrival: by then the forger's turn is over.
    await expect.poll(() => said(proven), { timeout: 10_000 }).toBe(1)
    expect(await said(forged)).toBe(0)
  })

  it('leads the true sender’s next answer to their own ticket, not to the forger’s', async () => {
    const before = await written()
    await forge(budi, before, 'Tolong ganti alamat.')
    await signedReply(before, 'Ini dari saya.')
    expect((await inbound(before.ticket.id)).map(({ text }) => text.trim())).toContain('Ini dari saya.')
  })

  it('doubts whoever claims to be an officer without proof', async () => {
    const before = await written()
    await sari.request('POST', `/tickets/${before.ticket.id}/replies`, {
      text: 'Kami teruskan.',
      clientId: crypto.randomUUID(),
      cc: [admin.email],
    })
    await forge(`Sari <${admin.email}>`, before, 'Mohon transfer dulu.')
    expect(await inbound(before.ticket.id)).toHaveLength(1)
    const [forged] = await followUpsOf(before.ticket)
    const [message] = await inbound(forged?.id ?? 0)
    expect(message?.authenticity?.doubt).toBe('colleague')

    const mail = {
      from: admin.email,
      to: mailbox,
      subject: `Re: ${before.ticket.subject}`,
      inReplyTo: before.id,
    }
    const proven = await buildMessage(
      { ...mail, text: 'Sudah saya periksa.' },
      { domain: 'dpmptsp.example', privateKey: officeKey.privateKey },
    )
    await sendRaw(office.smtpPort, proven, admin.email)
    expect((await inbound(before.ticket.id)).map(({ text }) => text.trim())).toContain('Sudah saya periksa.')
  })

  it('trusts as ever where nothing is known', async () => {
    const subject = `Tanpa catatan ${database.url.length}`
    const rina = 'Rina <rina@lama.example>'
    const id = `<lama.${database.url.length}@lama.example>`
    await sendMail(office.smtpPort, { from: rina, subject, text: 'Halo', messageId: id })
    const ticket = await ticketAbout(sari, subject)
    await forge(rina, { ticket, id }, 'Saya lagi.')
    const messages = await inbound(ticket.id)
    expect(messages).toHaveLength(2)
    expect(messages[1]?.authenticity).toMatchObject({ dmarc: 'none', doubt: null })
  })
})

it('takes mail in as ever without DNS, and says nothing of its sender', async () => {
  const office = await openOffice(
    { MAIL_ADDRESS: mailbox, MAIL_AUTH: 'on' },
    { resolveDns: () => Promise.reject(Object.assign(new Error('no DNS'), { code: 'ECONNREFUSED' })) },
  )
  try {
    const sari = await office.signIn()
    await sendMail(office.smtpPort, { from: budi, subject: 'Tanpa DNS', text: 'Halo' })
    const ticket = await ticketAbout(sari, 'Tanpa DNS')
    const [message] = await sari.messages(ticket.id)
    expect(message?.authenticity?.dmarc ?? 'none').toBe('none')
    expect(message?.authenticity?.doubt ?? null).toBeNull()
  } finally {
    await office.stop()
  }
})
