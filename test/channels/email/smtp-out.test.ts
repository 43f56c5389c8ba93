import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseMail } from '../../../channels/email/parse.ts'
import { createSmtpSender } from '../../../channels/email/send/smtp-out.ts'
import { startSmtpSink } from '../../_smtp-sink.ts'
import type { SmtpSink } from '../../_smtp-sink.ts'
import { answer, letterhead } from './_fakes.ts'

const office = { name: 'DPMPTSP DKI Jakarta', address: 'kantor@jakarta.go.id' }
let sink: SmtpSink
let sender: ReturnType<typeof createSmtpSender>

beforeEach(async () => {
  sink = await startSmtpSink()
  sender = createSmtpSender({ url: sink.url, office, timeoutMs: 1_500 })
})
afterEach(async () => {
  sender.stop()
  await sink.stop()
})

const failure = (changes = {}) =>
  sender.send(answer(changes)).then(
    () => null,
    (error: unknown) => error,
  )

describe('an answer by SMTP', { timeout: 20_000 }, () => {
  it('arrives as a threaded mail in text and HTML, from the office', async () => {
    expect(await sender.send(answer())).toEqual({
      providerId: 'tanya.12@jakarta.go.id',
      state: 'sent',
      recipients: { reached: ['budi@example.org'], refused: [] },
    })
    const [mail] = sink.mails
    expect(mail).toMatchObject({ from: 'kantor@jakarta.go.id', to: ['budi@example.org'] })
    expect(await parseMail(mail?.raw ?? Buffer.alloc(0))).toMatchObject({
      from: office,
      subject: 'Re: Syarat SIP dokter [#26-00042]',
      messageId: 'tanya.12@jakarta.go.id',
      inReplyTo: 'a@x.example',
      references: ['z@x.example', 'a@x.example'],
      reply: 'Selamat pagi,\n\nsyaratnya ada di https://jakevo.jakarta.go.id.',
    })
    expect(mail?.raw.toString()).toContain('multipart/alternative')
  })

  it('carries attachments and copies', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tanya-'))
    const path = join(folder, 'surat.pdf')
    await writeFile(path, '%PDF-1.4')
    const mail = {
      messageId: 'b@x.example',
      inReplyTo: null,
      references: [],
      cc: [{ address: 'siti@example.org', name: 'Siti' }],
      replyTo: null,
      reached: [],
      letterhead,
      thread: [],
    }
    await sender.send(
      answer({ mail, attachments: [{ filename: 'Surat – asli.pdf', contentType: 'application/pdf', path }] }),
    )
    await rm(folder, { recursive: true })
    const parsed = await parseMail(sink.mails[0]?.raw ?? Buffer.alloc(0))
    expect(parsed.attachments).toMatchObject([{ filename: 'Surat – asli.pdf', size: 8 }])
    expect(sink.mails[0]?.to).toEqual(['budi@example.org', 'siti@example.org'])
  })

  it('says that a machine wrote it, when one did, and to machines not to answer', async () => {
    await sender.send(answer({ isAutomatic: true }))
    await sender.send(answer())
    const [byMachine, byPerson] = sink.mails.map(({ raw }) => raw.toString())
    expect(byMachine).toMatch(/^Auto-Submitted: auto-replied\r$/m)
    expect(byMachine).toMatch(/^X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\r$/m)
    expect(byPerson).not.toMatch(/^(Auto-Submitted|X-Auto-Response-Suppress|Precedence):/im)
  })

  it('names the last twenty mails of a long thread, in lines that every server takes', async () => {
    const references = Array.from({ length: 300 }, (_, n) => `${'x'.repeat(200)}.${n}@x.example`)
    const { mail } = answer()
    await sender.send(answer({ mail: mail && { ...mail, references, inReplyTo: references.at(-1) ?? null } }))
    const parsed = await parseMail(sink.mails[0]?.raw ?? Buffer.alloc(0))
    expect(parsed.references).toEqual(references.slice(-20))
    expect(parsed.inReplyTo).toBe(references[299])
    const lines = sink.mails[0]?.raw.toString().split('\r\n') ?? []
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(998)
  })

  it('cannot be made to carry another header', async () => {
    const ticket = { id: 1, number: '26-00042', subject: 'Izin\r\nBcc: korban@example.org' }
    await sender.send(
      answer({ ticket, to: { address: 'budi@example.org', name: 'Budi\r\nBcc: korban@example.org' } }),
    )
    expect(sink.mails[0]?.raw.toString()).not.toMatch(/^Bcc:/m)
    expect(sink.mails[0]?.to).toEqual(['budi@example.org'])
  })

  it.each(['550-rcpt', '550-data'] as const)('is refused for good by %s', async (manner) => {
    sink.behave(manner)
    expect(await failure()).toMatchObject({ name: 'ChannelError', permanent: true, uncertain: false })
  })

  it.each(['421-mail', '451-rcpt', '451-data', 'hang-at-mail'] as const)(
    'may be tried again after %s',
    async (manner) => {
      sink.behave(manner)
      expect(await failure()).toMatchObject({ name: 'ChannelError', permanent: false, uncertain: false })
    },
  )

  it.each(['hang-after-data', 'close-after-data'] as const)(
    'is uncertain after %s, and not sent twice',
    async (manner) => {
      sink.behave(manner)
      expect(await failure()).toMatchObject({ name: 'ChannelError', permanent: false, uncertain: true })
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      expect(sink.mails).toHaveLength(1)
      expect(sink.attempts()).toBe(1)
    },
  )

  it('may be tried again when the line broke before its last line was written', async () => {
    sink.behave('close-in-data')
    expect(await failure({ text: 'panjang '.repeat(800_000) })).toMatchObject({
      permanent: false,
      uncertain: false,
    })
    expect(sink.mails).toHaveLength(0)
  })

  it('is refused for good where there is no address', async () => {
    const to = { address: '', name: null }
    expect(await failure({ to })).toMatchObject({ permanent: true, uncertain: false })
    expect(sink.mails).toEqual([])
  })

  it('waits for the office to mend its own password: no message is lost by it', async () => {
    sink.behave('535-auth')
    const url = sink.url.replace('//', '//kantor:salah@')
    const refused = createSmtpSender({ url, office })
    const error = await refused.send(answer()).then(
      () => expect.unreachable(),
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ name: 'ChannelError', permanent: false, uncertain: false })
    sink.behave('accept')
    expect(await refused.send(answer())).toMatchObject({ state: 'sent' })
    refused.stop()
  })

  it('may be tried again when nobody listens', async () => {
    await sink.stop()
    expect(await failure()).toMatchObject({ permanent: false, uncertain: false })
  })

  it('goes through the same pool again after a failure', async () => {
    sink.behave('550-rcpt')
    await failure()
    sink.behave('close-after-data')
    await failure()
    sink.behave('accept')
    expect(await sender.send(answer())).toMatchObject({ state: 'sent' })
  })
})
