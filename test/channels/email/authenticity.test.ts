import { sealMessage } from 'mailauth/lib/arc/index.js'
import { describe, expect, it } from 'vitest'
import { createAuthenticity } from '../../../channels/email/authenticity/authenticity.ts'
import type { Envelope } from '../../../channels/email/authenticity/spf.ts'
import type { Resolve } from '../../../channels/email/authenticity/auth-dns.ts'
import { dkimKey, fakeDns } from './_dns.ts'
import { buildMessage } from './_signed.ts'

const key = dkimKey('bank.example')
const records = {
  ...key.record,
  'TXT bank.example': ['v=spf1 ip4:203.0.113.5 -all'],
  'TXT _dmarc.bank.example': ['v=DMARC1; p=reject'],
  'TXT evil.example': ['v=spf1 ip4:198.51.100.9 -all'],
  'TXT quiet.example': ['v=spf1 ip4:203.0.113.7 -all'],
  'TXT _dmarc.watching.example': ['v=DMARC1; p=none'],
}
const from = { name: 'Bank', address: 'teller@bank.example' }
const mail = { from: 'Bank <teller@bank.example>', subject: 'Rekening', text: 'Yth. Bapak/Ibu' }
const signature = { domain: 'bank.example', privateKey: key.privateKey }
const known = (ip: string, mailFrom: string): Envelope => ({ ip, helo: 'mx.example', mailFrom })
const create = (more: { trustedHost?: string; resolve?: Resolve; longestMs?: number } = {}) =>
  createAuthenticity({
    address: 'layanan@dpmptsp.example',
    trustedHost: null,
    resolve: fakeDns(records).resolve,
    ...more,
  })
const returnedTo = (raw: Buffer, address: string) =>
  Buffer.concat([Buffer.from(`Return-Path: <${address}>\r\n`), raw])

it('finds a sender proven by the server that sent it (SPF)', async () => {
  const found = await create()(await buildMessage(mail), from, known('203.0.113.5', 'bounces@bank.example'))
  expect(found).toEqual({
    spf: 'pass',
    dkim: 'none',
    dmarc: 'pass',
    domain: 'bank.example',
    policy: 'reject',
    isProven: true,
  })
})

it('finds a sender proven by a signature, whichever server brings it (DKIM)', async () => {
  const raw = await buildMessage(mail, signature)
  const forwarded = await create()(raw, from, known('198.51.100.9', 'someone@evil.example'))
  expect(forwarded).toMatchObject({ spf: 'pass', dkim: 'pass', dmarc: 'pass', isProven: true })
  expect(await create()(raw, from, null)).toMatchObject({ spf: 'none', dkim: 'pass', dmarc: 'pass' })
})

it('tells a forger, whose own server and domain are in order', async () => {
  const found = await create()(await buildMessage(mail), from, known('198.51.100.9', 'someone@evil.example'))
  expect(found).toMatchObject({ spf: 'pass', dmarc: 'fail', policy: 'reject', isProven: false })
})

it('tells a signed mail that was changed on its way', async () => {
  const raw = (await buildMessage(mail, signature)).toString().replace('Yth. Bapak', 'Kepada Bapak')
  const found = await create()(Buffer.from(raw), from, known('198.51.100.9', 'someone@evil.example'))
  expect(found).toMatchObject({ dkim: 'fail', dmarc: 'fail', isProven: false })
})

it('does not believe a second From field above the signed one', async () => {
  const raw = await buildMessage({ ...mail, from: 'Orang <other@bank.example>' }, signature)
  const doubled = Buffer.concat([Buffer.from('From: Bank <teller@bank.example>\r\n'), raw])
  expect(await create()(doubled, from, null)).toMatchObject({ dmarc: 'fail', isProven: false })
})

it('gives mail from a mailbox the benefit of the doubt where SPF may have passed, and no more', async () => {
  const raw = await buildMessage(mail)
  const check = create()
  expect(await check(returnedTo(raw, 'b@bank.example'), from, null)).toMatchObject({ dmarc: 'none' })
  expect(await check(returnedTo(raw, 'x@evil.example'), from, null)).toMatchObject({ dmarc: 'fail' })
})

it('takes a server of our own network as one that hands mail on', async () => {
  const raw = returnedTo(await buildMessage(mail), 'b@bank.example')
  for (const ip of ['127.0.0.1', '::ffff:10.1.2.3', 'fe80::1'])
    expect(await create()(raw, from, known(ip, 'b@bank.example'))).toMatchObject({
      spf: 'none',
      dmarc: 'none',
    })
})

it('knows a domain that asks nothing, and one of which nothing is known', async () => {
  const watching = { name: '', address: 'a@watching.example' }
  const raw = await buildMessage({ ...mail, from: watching.address })
  const stranger = known('198.51.100.9', 'someone@evil.example')
  expect(await create()(raw, watching, stranger)).toMatchObject({ dmarc: 'fail', policy: 'none' })
  const unknown = { name: '', address: 'a@nowhere.example' }
  expect(await create()(raw, unknown, known('198.51.100.9', unknown.address))).toEqual({
    spf: 'none',
    dkim: 'none',
    dmarc: 'none',
    domain: 'nowhere.example',
    policy: null,
    isProven: false,
    isUnsigned: true,
  })
})

it('believes the findings of the server that is named, and of no other', async () => {
  const raw = await buildMessage(mail)
  const noted = (id: string, results: string) =>
    returnedTo(
      Buffer.concat([Buffer.from(`Authentication-Results: ${id};\r\n ${results}\r\n`), raw]),
      'b@bank.example',
    )
  const check = create({ trustedHost: 'mx.office.example' })
  const passed = 'spf=pass smtp.mailfrom=bank.example; dmarc=pass (p=REJECT) header.from=bank.example'
  const failed =
    'spf=fail (not; permitted) smtp.mailfrom=x; dkim=none; dmarc=fail (p=REJECT) header.from=bank.example'
  expect(await check(noted('mx.office.example', passed), from, null)).toMatchObject({
    spf: 'pass',
    dmarc: 'pass',
    isProven: true,
  })
  expect(await check(noted('mx.office.example 1', failed), from, null)).toMatchObject({
    spf: 'fail',
    dmarc: 'fail',
    policy: 'reject',
  })
  expect(await check(noted('mx.evil.example', passed), from, null)).toMatchObject({
    spf: 'none',
    dmarc: 'none',
  })
  const aboutAnother = passed.replace('header.from=bank', 'header.from=evil')
  expect(await check(noted('mx.office.example', aboutAnother), from, null)).toMatchObject({ dmarc: 'none' })
  const stranger = known('198.51.100.9', 'someone@evil.example')
  expect(await check(noted('mx.office.example', passed), from, stranger)).toMatchObject({ dmarc: 'fail' })
})

it('concludes nothing from a name server that fails', async () => {
  const { resolve } = fakeDns(records)
  const raw = await buildMessage(mail, signature)
  const failing: Resolve = (name, type) =>
    name.includes('_domainkey')
      ? Promise.reject(Object.assign(new Error(), { code: 'ESERVFAIL' }))
      : resolve(name, type)
  const found = await create({ resolve: failing })(raw, from, known('198.51.100.9', 'x@evil.example'))
  expect(found).toMatchObject({ dkim: 'none', dmarc: 'none' })
})

it('gives up on DNS that does not answer, and then leaves it alone for a while', async () => {
  const asked: string[] = []
  const silent: Resolve = (name) => {
    asked.push(name)
    return new Promise(() => {})
  }
  const check = create({ resolve: silent, longestMs: 100 })
  const raw = await buildMessage(mail)
  expect(await check(raw, from, null)).toBeNull()
  await expect
    .poll(async () => ((asked.length = 0), await check(raw, from, null), asked.length), { timeout: 5_000 })
    .toBe(0)
})

it('goes on for everybody when only one sender’s name servers are silent', async () => {
  const { resolve } = fakeDns(records)
  const halfSilent: Resolve = (name, type) =>
    name.endsWith('slow.example') ? new Promise(() => {}) : resolve(name, type)
  const check = create({ resolve: halfSilent, longestMs: 1_000 })
  const raw = await buildMessage(mail)
  expect(await check(raw, { name: '', address: 'a@slow.example' }, null)).toBeNull()
  const after = await check(await buildMessage(mail, signature), from, null)
  expect(after).toMatchObject({ dmarc: 'pass' })
})

it('asks once for what many mails need', async () => {
  const dns = fakeDns(records)
  const check = create({ resolve: dns.resolve })
  const raw = await buildMessage(mail, signature)
  await Promise.all([1, 2, 3].map(() => check(raw, from, null)))
  expect(dns.asked.filter((name) => name === 'TXT _dmarc.bank.example')).toHaveLength(1)
})

describe('a mail that a forwarder changed and sealed (ARC)', () => {
  const noted = (dmarc: string) =>
    `mx.google.com; dkim=pass header.i=@bank.example; spf=pass; dmarc=${dmarc} (p=REJECT) header.from=bank.example`
  const seal = async (domain: string, authResults: string) => {
    const sealer = dkimKey(domain)
    const raw = await buildMessage({ ...mail, text: 'Yth. Bapak/Ibu\n-- \nLewat milis' })
    const signed = {
      signingDomain: domain,
      selector: 'k1',
      privateKey: sealer.privateKey,
      authResults,
      cv: 'none',
    }
    const sealed = Buffer.concat([await sealMessage(raw, signed as Parameters<typeof sealMessage>[1]), raw])
    return { sealed, resolve: fakeDns({ ...records, ...sealer.record }).resolve }
  }
  const byEvil = known('198.51.100.9', 'someone@evil.example')

  it('says what the forwarder saw, and is no more believed for that', async () => {
    const { sealed, resolve } = await seal('google.com', noted('pass'))
    expect(await create({ resolve })(sealed, from, byEvil)).toMatchObject({
      ...{ dmarc: 'fail', policy: 'reject', isProven: false },
      arc: { result: 'pass', through: ['google.com'], dmarc: 'pass' },
    })
  })

  it('says so too when the forwarder saw that it was forged, or the chain is broken', async () => {
    const { sealed, resolve } = await seal('google.com', noted('fail'))
    expect(await create({ resolve })(sealed, from, byEvil)).toMatchObject({ arc: { dmarc: 'fail' } })
    const changed = Buffer.from(sealed.toString().replace('Lewat milis', 'Transfer ke saya'))
    expect(await create({ resolve })(changed, from, byEvil)).toMatchObject({
      arc: { result: 'fail', dmarc: 'none' },
    })
  })

  it('says nothing of a seal that anybody could have made', async () => {
    const { sealed, resolve } = await seal('evil.example', noted('pass'))
    expect(await create({ resolve })(sealed, from, byEvil)).not.toHaveProperty('arc')
  })
})
