/** A mailbox that is a Google group, or a list of Mailman: who wrote is the citizen, not the group. */
import { describe, expect, it } from 'vitest'
import { toInbound } from '../../../channels/email/inbound.ts'
import { parseMail } from '../../../channels/email/parse.ts'

const group = 'layanan@jakarta.go.id'
const byGoogle = {
  From: "'Budi Santoso' via Layanan <layanan@jakarta.go.id>",
  'X-Original-Sender': 'budi@gmail.com',
  'X-Original-From': 'Budi Santoso <budi@gmail.com>',
  'X-Original-Authentication-Results':
    'mx.google.com; dkim=pass header.i=@gmail.com; spf=pass smtp.mailfrom=budi@gmail.com; dmarc=pass (p=NONE sp=QUARANTINE dis=NONE) header.from=gmail.com',
  'Reply-To': 'Budi Santoso <budi@gmail.com>',
  Precedence: 'list',
  'Mailing-list': 'list layanan@jakarta.go.id; contact layanan+owners@jakarta.go.id',
  'List-ID': '<layanan.jakarta.go.id>',
  'List-Post':
    '<https://groups.google.com/a/jakarta.go.id/group/layanan/post>, <mailto:layanan@jakarta.go.id>',
  'List-Unsubscribe': '<mailto:googlegroups-manage+101+unsubscribe@googlegroups.com>',
}

const read = (headers: Record<string, string | undefined>, own = [group]) => {
  const lines = Object.entries({ To: group, Subject: 'KRK', 'Message-ID': '<1@gmail.com>', ...headers })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`)
  return parseMail(Buffer.from(`${lines.join('\n')}\n\nBerapa biaya KRK?\n`), { addresses: own })
}
const inbound = async (headers: Record<string, string | undefined>, own?: string[]) =>
  toInbound(await read(headers, own), { sha256: 'ab' })

describe('a mail that comes over the office’s own group', () => {
  it('is a message of whoever wrote it, and may be acknowledged to them', async () => {
    expect(await read(byGoogle)).toMatchObject({ kind: 'message', mayAcknowledge: true })
    expect(await inbound(byGoogle)).toMatchObject({
      from: { address: 'budi@gmail.com', name: 'Budi Santoso' },
      mail: { authenticity: { spf: 'pass', dmarc: 'pass', domain: 'gmail.com', isProven: true } },
    })
  })

  it('is so too when From was left alone', async () => {
    const mail = { ...byGoogle, From: 'Budi <budi@warga.example>' }
    expect(await read(mail)).toMatchObject({ kind: 'message' })
    expect((await inbound(mail)).from).toMatchObject({ address: 'budi@warga.example' })
  })

  it('names its writer in Reply-To when the group does so alone', async () => {
    const mail = { ...byGoogle, 'X-Original-From': undefined, 'X-Original-Sender': undefined }
    expect((await inbound(mail)).from).toEqual({
      kind: 'email',
      address: 'budi@gmail.com',
      name: 'Budi Santoso',
    })
  })

  it('is not acknowledged to a machine behind it, nor taken for a person’s when it was bulk before', async () => {
    const machine = { ...byGoogle, 'X-Original-From': 'Kabar <no-reply@toko.example>' }
    expect(await read(machine)).toMatchObject({ kind: 'message', mayAcknowledge: false })
    expect(await read({ ...byGoogle, Precedence: 'bulk' })).toMatchObject({ kind: 'list' })
  })
})

describe('the word of a group', () => {
  it.each([
    ['that is not the office’s', byGoogle, ['kantor@jakarta.go.id']],
    [
      'whose name alone stands in From',
      { ...byGoogle, From: 'Budi via Layanan <x@penipu.example>' },
      [group],
    ],
  ])('says nothing %s', async (_what, headers, own) => {
    const { from } = await inbound(headers, own)
    expect(from.address).not.toBe('budi@gmail.com')
  })

  it('says nothing when somebody else only writes its headers', async () => {
    const forged = { spf: 'fail', dkim: 'none', dmarc: 'fail', policy: null, isProven: false } as const
    const authenticity = { ...forged, domain: 'jakarta.go.id' }
    const { from } = toInbound({ ...(await read(byGoogle)), authenticity }, { sha256: 'ab' })
    expect(from.address).toBe(group)
  })
})
