/** What was said before stands below our letter, and our own reader folds it again when it comes back. */
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, it } from 'vitest'
import type { EarlierMessage } from '../../../channels/contract/mail.ts'
import { parseMail } from '../../../channels/email/parse.ts'
import { textOfSafeHtml } from '../../../channels/email/quotes/html-text.ts'
import { composeMail } from '../../../channels/email/send/compose.ts'
import { quotedText } from '../../../channels/email/send/quoted-thread.ts'
import { sanitizeHtml } from '../../../channels/lib/html.ts'
import { answer, letterhead } from './_fakes.ts'

const office = { name: 'Tanya PTSP', address: 'kantor@jakarta.go.id' }
const question = 'Halo,\n\napa syarat SIP dokter?\nTerima kasih'
const thread: EarlierMessage[] = [
  { introduction: 'Pada Rabu, 25 November 2026 pukul 09.12 WIB, Budi menulis:', text: 'Yang baru, Pak.' },
  {
    introduction: 'Pada Selasa, 24 November 2026 pukul 10.00 WIB, Tanya PTSP menulis:',
    text: 'Baru atau lama?',
  },
  { introduction: 'Pada Selasa, 24 November 2026 pukul 08.15 WIB, Budi menulis:', text: question },
]

async function sent(text: string, quoted: EarlierMessage[]) {
  const message = answer({ text })
  const mail = message.mail && { ...message.mail, thread: quoted }
  return composeMail({ ...message, mail }, office)
}

const read = async (mail: object) => parseMail(await new MailComposer(mail).compile().build())

describe('a letter with what was said before', () => {
  it('has the newest first, each within the one after it', () => {
    expect(quotedText(thread)).toBe(
      [
        'Pada Rabu, 25 November 2026 pukul 09.12 WIB, Budi menulis:',
        '> Yang baru, Pak.',
        '>',
        '> Pada Selasa, 24 November 2026 pukul 10.00 WIB, Tanya PTSP menulis:',
        '>> Baru atau lama?',
        '>>',
        '>> Pada Selasa, 24 November 2026 pukul 08.15 WIB, Budi menulis:',
        '>>> Halo,',
        '>>>',
        '>>> apa syarat SIP dokter?',
        '>>> Terima kasih',
      ].join('\n'),
    )
  })

  it('says the same words in text and in HTML', async () => {
    const { text, html } = await sent('Baik, syaratnya tiga.\n\nHormat kami,\nTanya PTSP', thread)
    const words = (said: string) =>
      said
        .replace(/^-- $|·|^[> ]+/gm, ' ')
        .split(/\s+/)
        .filter(Boolean)
        .sort()
    expect(words(textOfSafeHtml(sanitizeHtml(String(html))))).toEqual(words(String(text)))
  })

  it.each(['text', 'html'] as const)(
    'comes back with the answer alone, and the rest folded: by its %s',
    async (part) => {
      const mail = await sent('Baik, syaratnya tiga.\n\nHormat kami,\nTanya PTSP', thread)
      const back = await read({ from: office, subject: mail.subject, [part]: mail[part] })
      const signed = 'Baik, syaratnya tiga.\n\nHormat kami,\nTanya PTSP'
      const isHtml = part === 'html'
      expect(back.reply).toBe(isHtml ? `Tanya PTSP DPMPTSP DKI Jakarta\n\n${signed}\n\n${foot}` : signed)
      for (const { text, introduction } of thread) {
        expect(back.quoted).toContain(introduction)
        for (const line of text.split('\n')) expect(back.quoted).toContain(line)
      }
      expect(back.reply + back.quoted).toBe(back.text)
    },
  )
  const foot = [letterhead.office, ...letterhead.lines].join('\n')

  it.each([
    [
      'below',
      (words: string, ours: string) =>
        `${words}\n\nPada Kam, 26 Nov 2026 09.00, Tanya PTSP <kantor@jakarta.go.id> menulis:\n\n${ours.replaceAll(/^/gm, '> ')}`,
    ],
    [
      'by Outlook',
      (words: string, ours: string) =>
        `${words}\n\n________________________________\nDari: Tanya PTSP <kantor@jakarta.go.id>\nDikirim: Kamis, 26 November 2026 09.00\nKepada: Budi <budi@example.org>\nPerihal: Re: Syarat\n\n${ours}`,
    ],
  ])('folds whole under a citizen’s answer, quoted %s', async (_how, reply) => {
    const mail = await sent('Baik, syaratnya tiga.', thread)
    const text = reply('Terima kasih!', String(mail.text))
    expect(await read({ from: 'budi@example.org', subject: 'Re: Syarat', text })).toMatchObject({
      reply: 'Terima kasih!',
      text,
    })
  })

  it('folds again whatever was said', async () => {
    const line = fc.constantFrom(
      '',
      'Halo',
      '> dikutip',
      '-- ',
      'Pada 1 Mei 2026 Budi menulis:',
      '----- Pesan Asli -----',
      '- KTP',
      'Dari: a@b.example',
      '<b>&',
    )
    const said = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'))
    await fc.assert(
      fc.asyncProperty(fc.array(said, { minLength: 1, maxLength: 6 }), async (texts) => {
        const quoted = texts.map((text, n) => ({
          introduction: `Pada ${n + 1} Mei 2026, Budi menulis:`,
          text,
        }))
        const mail = await sent('Jawaban kami.', quoted)
        const back = await read({ from: office, subject: 'Re: x', text: mail.text })
        expect(back.reply).toBe('Jawaban kami.')
        expect(back.reply + back.quoted).toBe(back.text)
      }),
      { numRuns: 150 },
    )
  })
})
