/** A citizen's mail that an officer passes on is the citizen's ticket, and the officer's words stay inside. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Ticket } from '../../server/wire/ticket.ts'
import { databases } from '../_databases.ts'
import { admin, waitFor, type Client, type Office } from '../_office.ts'
import type { SmtpSink } from '../_smtp-sink.ts'
import { dkimKey, fakeDns } from '../channels/email/_dns.ts'
import { buildMessage } from '../channels/email/_signed.ts'
import { mailbox, sendRaw, ticketAbout } from './_cast.ts'
import { messageIdIn, openMailOffice, type MailOffice } from './_mail-office.ts'

const key = dkimKey('dpmptsp.example')

describe.each(databases)('a mail that is passed on, on $name', { timeout: 30_000 }, ({ create }) => {
  let mail: MailOffice
  let office: Office
  let sink: SmtpSink
  let sari: Client

  beforeAll(async () => {
    const dns = { resolveDns: fakeDns(key.record).resolve }
    mail = await openMailOffice(create, { MAIL_AUTH: 'on', ACKNOWLEDGE: 'on' }, dns)
    ;({ office, sink, sari } = mail)
  })
  afterAll(() => mail.close())

  const original = (from: string, subject: string) =>
    `Warga ini rewel, tolong sabar.\n\n---------- Forwarded message ---------\nDari: ${from}\nDate: Rab, 25 Nov 2026 pukul 10.00\nSubject: ${subject}\nTo: <${admin.email}>\n\nBagaimana cara mengurus ${subject}?\n`

  async function bring(mail: { from?: string; subject: string; text: string }, isSigned: boolean) {
    const raw = await buildMessage(
      { from: `Sari <${admin.email}>`, to: mailbox, ...mail },
      isSigned ? { domain: 'dpmptsp.example', privateKey: key.privateKey } : undefined,
    )
    await sendRaw(office.smtpPort, raw, admin.email)
  }

  const ticketWith = async (id: number) => (await sari.request<Ticket>('GET', `/tickets/${id}`)).body

  it('by an officer whose mail is proven is the citizen’s at once', async () => {
    await bring(
      { subject: 'Fwd: Izin reklame', text: original('Tono Warga <Tono@warga.example>', 'Izin reklame') },
      true,
    )
    const ticket = await ticketAbout(sari, 'Izin reklame')
    expect(ticket.contact).toMatchObject({
      name: 'Tono Warga',
      identities: [{ kind: 'email', address: 'tono@warga.example', verified: false }],
    })
    expect(ticket.forwardedFrom).toBeUndefined()
    expect(ticket.preview).toBe('Bagaimana cara mengurus Izin reklame?')
    const [asked, note] = await sari.messages(ticket.id)
    expect(asked).toMatchObject({
      direction: 'inbound',
      author: { kind: 'contact', name: 'Tono Warga', address: 'tono@warga.example' },
      text: 'Bagaimana cara mengurus Izin reklame?',
    })
    expect(asked).not.toHaveProperty('authenticity')
    expect(note).toMatchObject({ direction: 'internal', author: { kind: 'agent' } })
    expect(note?.text).toMatch(
      /^Diteruskan oleh .*; pengirim aslinya tono@warga\.example\.\n\nWarga ini rewel/,
    )
  })

  it('is answered to the citizen alone, without what the officer wrote above it, and joined by their answer', async () => {
    const ticket = await ticketAbout(sari, 'Izin reklame')
    await sari.reply(ticket.id, 'Lewat JakEVO, Pak.')
    const sent = await waitFor(
      () => sink.mails.find(({ raw }) => /JakEVO/.test(raw.toString())),
      'the answer',
    )
    expect(sent.to).toEqual(['tono@warga.example'])
    expect(sent.raw.toString()).not.toMatch(/rewel|Diteruskan/)
    const answer = {
      to: mailbox,
      from: 'tono@warga.example',
      subject: 'Re: Izin reklame',
      text: 'Terima kasih.',
    }
    const raw = (await buildMessage(answer)).toString()
    await sendRaw(office.smtpPort, `In-Reply-To: <${messageIdIn(sent.raw)}>\r\n${raw}`)
    await waitFor(async () => (await sari.messages(ticket.id)).length === 4, 'the answer in the thread')
  })

  it('is acknowledged to nobody: the officer knows, and the citizen did not write to us', async () => {
    expect(sink.mails.filter(({ raw }) => /^Auto-Submitted/im.test(raw.toString()))).toEqual([])
  })

  it('without proof is offered to agents, who make it the citizen’s', async () => {
    await bring(
      { subject: 'Fwd: Izin praktik', text: original('dr. Rina <rina@warga.example>', 'Izin praktik') },
      false,
    )
    const before = await ticketAbout(sari, 'Fwd: Izin praktik')
    expect(before.contact.identities).toMatchObject([{ address: admin.email }])
    expect(before.forwardedFrom).toEqual({ address: 'rina@warga.example', name: 'dr. Rina' })
    const path = `/tickets/${before.id}/forwarded`
    const settled = await sari.request<Ticket>('POST', path, { theirs: true })
    expect(settled.body).toMatchObject({ subject: 'Izin praktik', contact: { name: 'dr. Rina' } })
    expect(settled.body.forwardedFrom).toBeUndefined()
    expect((await sari.request('POST', path, { theirs: true })).status).toBe(409)
    expect((await sari.request('POST', '/tickets/999/forwarded', { theirs: true })).status).toBe(404)
  })

  it('stays the officer’s own when an agent says so', async () => {
    await bring(
      { subject: 'Fwd: Undangan', text: original('Panitia <panitia@warga.example>', 'Undangan') },
      false,
    )
    const { id } = await ticketAbout(sari, 'Fwd: Undangan')
    await sari.request('POST', `/tickets/${id}/forwarded`, { theirs: false })
    expect(await ticketWith(id)).toMatchObject({ contact: { identities: [{ address: admin.email }] } })
    expect((await ticketWith(id)).forwardedFrom).toBeUndefined()
    expect((await sari.messages(id))[0]?.text).toContain('rewel')
  })

  it.each([
    [
      'by a citizen',
      { from: 'Budi <budi@warga.example>', subject: 'Fwd: Hoaks' },
      'Grup RT <rt@warga.example>',
    ],
    ['from the office itself', { subject: 'Fwd: Surat kantor' }, `Kantor <${mailbox}>`],
    ['from a colleague', { subject: 'Fwd: Surat rekan' }, `Sari <${admin.email}>`],
  ])('is taken as it stands %s', async (_what, { subject, ...from }, author) => {
    await bring({ ...from, subject, text: original(author, subject) }, false)
    expect((await ticketAbout(sari, subject)).forwardedFrom).toBeUndefined()
  })
})
