import { describe, expect, it } from 'vitest'
import { toInbound } from '../../../channels/email/inbound.ts'
import { parseMail } from '../../../channels/email/parse.ts'
import { baseSubject } from '../../../channels/email/subject.ts'

const inbound = async (raw: string) => toInbound(await parseMail(Buffer.from(raw)), { sha256: 'ab12' })

describe('a mail on its way to the desk', () => {
  it('is known for ever by its Message-ID', async () => {
    const mail = await inbound(
      'From: Budi <Budi@Example.org>\nMessage-ID: <Ab.1@x.example>\nSubject: Re: SIP [#26-00042]\n\nHalo\n',
    )
    expect(mail).toMatchObject({
      channel: 'email',
      externalId: 'mail:Ab.1@x.example',
      from: { kind: 'email', address: 'budi@example.org', name: 'Budi' },
      mail: { messageId: 'Ab.1@x.example', ticketNumbers: ['26-00042'], baseSubject: 'SIP' },
    })
  })

  it('is known by its bytes when it has no Message-ID', async () => {
    expect(await inbound('From: budi@example.org\n\nHalo\n')).toMatchObject({
      externalId: 'mail-hash:ab12',
      mail: { messageId: null },
    })
  })

  it('has a sender even when the mail names none', async () => {
    const { address } = (await inbound('Subject: x\n\nHalo\n')).from
    expect(address).toBe('tanpa-alamat-ab12@pengirim.invalid')
  })

  it.each([
    ['"bos@jakarta.go.id" <maling@example.net>', null],
    ['"Bos <bos@jakarta.go.id>" <maling@example.net>', 'Bos'],
    ['=?utf-8?q?Bos_<bos@jakarta.go.id>?= <maling@example.net>', 'Bos'],
  ])('takes no address out of the name of %s', async (from, name) => {
    const mail = await inbound(`From: ${from}\n\nHalo\n`)
    expect(mail.from).toEqual({ kind: 'email', address: 'maling@example.net', name })
  })

  it('keeps another address to answer to beside the sender', async () => {
    const mail = await inbound('From: form@web.example\nReply-To: Siti@example.org\n\nHalo\n')
    expect(mail.otherAddresses).toEqual([{ kind: 'email', address: 'siti@example.org' }])
  })

  it('finds the ticket number in a plus-address, and takes no other system’s number for ours', async () => {
    const mail = await inbound(
      'From: a@b.example\nTo: kantor+26-00042@jakarta.go.id\nSubject: [lapor #26-00099] Izin\n\nHalo\n',
    )
    expect(mail.mail).toMatchObject({ ticketNumbers: ['26-00042'], baseSubject: '[lapor #26-00099] Izin' })
  })
})

describe('the base subject', () => {
  it.each([
    ['Re: Bls: RE[2]: Izin', 'Izin'],
    ['Trs: Fwd: AW: WG: Izin', 'Izin'],
    ['Re: Izin [#26-00042]', 'Izin'],
    ['回复:Izin', 'Izin'],
    ['Reklame: izin baru', 'Reklame: izin baru'],
    ['', ''],
  ])('of "%s" is "%s"', (subject, base) => {
    expect(baseSubject(subject)).toBe(base)
  })

  it('is found in linear time', () => {
    const begun = performance.now()
    baseSubject('Re: '.repeat(20_000))
    expect(performance.now() - begun).toBeLessThan(1_000)
  })
})
