/** What leaves is signed, and its receivers can check it. */
import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAuthenticity } from '../../../channels/email/authenticity/authenticity.ts'
import { parseMail } from '../../../channels/email/parse.ts'
import { checkDkimRecord, readDkimKey } from '../../../channels/email/send/dkim.ts'
import { createSmtpSender } from '../../../channels/email/send/smtp-out.ts'
import { startSmtpSink, type SmtpSink } from '../../_smtp-sink.ts'
import { dkimKey, fakeDns } from './_dns.ts'
import { answer } from './_fakes.ts'

const office = { name: 'Tanya PTSP', address: 'kantor@jakarta.go.id' }
const { privateKey, record } = dkimKey('jakarta.go.id')
const signing = { domain: 'jakarta.go.id', selector: 'k1', privateKey }
const name = 'TXT k1._domainkey.jakarta.go.id'

describe('an answer signed by DKIM', () => {
  let sink: SmtpSink
  beforeEach(async () => void (sink = await startSmtpSink()))
  afterEach(() => sink.stop())

  async function leaves(text: string): Promise<Buffer> {
    const sender = createSmtpSender({ url: sink.url, office, dkim: signing, timeoutMs: 5_000 })
    await sender.send(answer({ text })).finally(() => sender.stop())
    return sink.mails[0]?.raw ?? Buffer.alloc(0)
  }
  const check = (raw: Buffer) => {
    const dmarc = { 'TXT _dmarc.jakarta.go.id': ['v=DMARC1; p=reject'] }
    const { resolve } = fakeDns({ ...record, ...dmarc })
    const config = { trustedHost: null, address: 'budi@example.org', resolve, longestMs: 20_000 }
    return createAuthenticity(config)(raw, { name: '', address: office.address }, null)
  }

  it('passes DKIM and DMARC at its receiver, whatever is in it', async () => {
    const raw = await leaves('Selamat pagi – “é” 許可\n.\n..titik\n\n  spasi   \n' + 'panjang '.repeat(500))
    expect(await check(raw)).toMatchObject({ dkim: 'pass', dmarc: 'pass', isProven: true })
    expect((await parseMail(raw)).text).toContain('許可\n.\n..titik')
  })

  it('passes too where a server made bare line feeds of its line ends', async () => {
    const raw = await leaves('Baris satu.\n\nBaris dua.')
    const bare = Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    expect(await check(bare)).toMatchObject({ dkim: 'pass' })
  })

  it('fails it once somebody has changed a word or who it is from', async () => {
    const raw = (await leaves('Biayanya Rp0.')).toString('latin1')
    for (const [said, forged] of [
      ['Rp0', 'Rp9'],
      ['kantor@', 'kontor@'],
    ] as const)
      expect(await check(Buffer.from(raw.replaceAll(said, forged), 'latin1'))).toMatchObject({ dkim: 'fail' })
  })

  it('is uncertain as ever when the line breaks after it was handed over', async () => {
    sink.behave('close-after-data')
    const sender = createSmtpSender({ url: sink.url, office, dkim: signing, timeoutMs: 5_000 })
    await expect(sender.send(answer())).rejects.toMatchObject({ uncertain: true, permanent: false })
    sender.stop()
  })
})

describe('a DKIM key', () => {
  const found = (records: Record<string, string[]>) =>
    checkDkimRecord(signing, fakeDns(records).resolve).then(
      () => 'published',
      ({ message }: Error) => message.replace(/p=\w{20}\S+/, 'p=…'),
    )

  it('is compared with what DNS publishes', async () => {
    const [published = ''] = record[name] ?? []
    expect(await found(record)).toBe('published')
    expect(
      await found({ [name]: ['v=spf1 -all', published.replace(/; /g, ' ; ').replace(/(.{60})/g, '$1 ')] }),
    ).toBe('published')
    const wanted = 'publish there: v=DKIM1; k=rsa; p=…'
    expect(await found({})).toBe(`there is no TXT record k1._domainkey.jakarta.go.id; ${wanted}`)
    expect(await found({ [name]: ['v=DKIM1; p='] })).toBe(
      `the key at k1._domainkey.jakarta.go.id is revoked; ${wanted}`,
    )
    const { record: other } = dkimKey('jakarta.go.id')
    expect(await found(other)).toBe(`k1._domainkey.jakarta.go.id holds another key; ${wanted}`)
    const away = () => Promise.reject(Object.assign(new Error('x'), { code: 'ETIMEOUT' }))
    await expect(checkDkimRecord(signing, away)).rejects.toThrow(/DNS does not answer .*ETIMEOUT/)
  })

  it('is one that signs, also on one line', () => {
    expect(readDkimKey(privateKey.replaceAll('\n', '\\n'))).toBe(privateKey.trim())
    const pem = { type: 'pkcs8', format: 'pem' } as const
    const short = generateKeyPairSync('rsa', { modulusLength: 512 }).privateKey.export(pem)
    const other = generateKeyPairSync('ed25519').privateKey.export(pem)
    for (const useless of ['', 'rahasia', String(short), String(other)])
      expect(readDkimKey(useless)).toBeNull()
  })
})
