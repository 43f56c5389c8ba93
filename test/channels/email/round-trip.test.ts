import { createHash } from 'node:crypto'
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { expect, it } from 'vitest'
import { parseMail } from '../../../channels/email/parse.ts'

/** Words in many scripts, without white space at the ends, which no mail keeps. */
const words = fc
  .array(
    fc.constantFrom('izin', 'Surat –', '“asli”', '許可', 'Здравствуйте', '🙏', 'é', '=?', '<b>', '&', '--x'),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(' '))
const lines = fc.array(words, { minLength: 1, maxLength: 5 }).map((all) => all.join('\n'))
const file = fc.record({
  filename: fc.constantFrom(
    'ktp.pdf',
    'Surat – asli.pdf',
    '許可证 很长的名字'.repeat(6) + '.pdf',
    'foto "satu".jpg',
  ),
  content: fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
})

it('reads every well-formed mail as it was written, byte for byte', { timeout: 60_000 }, async () => {
  const mails = fc.record({
    subject: words,
    name: words,
    text: lines,
    files: fc.array(file, { maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(mails, async ({ subject, name, text, files }) => {
      const from = { name, address: 'budi@example.org' }
      const raw = await new MailComposer({ from, subject, text, attachments: files }).compile().build()
      const mail = await parseMail(raw)
      expect(mail).toMatchObject({ subject, from, text })
      expect(mail.attachments.map(({ md5 }) => md5)).toEqual(
        files.map(({ content }) => createHash('md5').update(content).digest('hex')),
      )
      expect(mail.attachments.map((one) => one.filename)).toEqual(
        files.map((one) => one.filename.replaceAll('"', '_')),
      )
    }),
    { numRuns: 200 },
  )
})
