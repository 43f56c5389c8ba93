import type { OutboundMessage } from '../../../channels/channel.ts'
import type { Cursors, MailLedger } from '../../../channels/email/deps.ts'
import type { ParsedMail } from '../../../channels/email/parsed-mail.ts'

export const silentLog = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** A ledger in memory that knows duplicates and can be told to fail. */
export function memoryLedger() {
  const mails: { raw: Buffer; source: string; parsed: ParsedMail }[] = []
  let failures = 0
  let taken = 0
  const ledger: MailLedger = {
    async takeIn(raw, source, parse) {
      if (failures > 0) {
        failures--
        throw new Error('no room on the disk')
      }
      taken++
      const parsed = await parse(raw)
      if (mails.some((known) => known.raw.equals(raw))) return 'duplicate'
      mails.push({ raw, source, parsed })
      return 'ticket'
    },
  }
  return {
    ...ledger,
    mails,
    taken: () => taken,
    subjects: () => mails.map(({ parsed }) => parsed.subject),
    failNext: (times: number) => void (failures = times),
  }
}

export function memoryCursors(values = new Map<string, string>()): Cursors & { values: Map<string, string> } {
  return {
    values,
    get: async (name) => values.get(name) ?? null,
    set: async (name, value) => void values.set(name, value),
  }
}

/** Waits until `condition` holds; fails with a sentence after `timeoutMs`. */
export async function until(condition: () => boolean, what: string, timeoutMs = 15_000): Promise<void> {
  const end = Date.now() + timeoutMs
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

export function answer(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: 12,
    ticket: { id: 3, number: '26-00042', subject: 'Syarat SIP dokter' },
    to: { address: 'budi@example.org', name: 'Budi' },
    authorName: 'Ani',
    isAutomatic: false,
    text: 'Selamat pagi,\n\nsyaratnya ada di https://jakevo.jakarta.go.id.',
    html: null,
    language: 'id',
    attachments: [],
    mail: {
      messageId: 'tanya.12@jakarta.go.id',
      inReplyTo: 'a@x.example',
      references: ['z@x.example', 'a@x.example'],
      cc: [],
    },
    ...changes,
  }
}
