import type { OutboundMessage } from '../../../channels/contract/outbound.ts'
import {
  NotReadYet,
  type Cursors,
  type MailboxLedger,
  type MailLedger,
} from '../../../channels/email/deps.ts'
import type { ParsedMail } from '../../../channels/email/parsed-mail.ts'

export const silentLog = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }

/** A ledger in memory that knows duplicates and can be told to fail. */
export function memoryLedger() {
  const mails: { raw: Buffer; source: string; parsed: ParsedMail }[] = []
  const quarantined: { raw: string; source: string; error: string }[] = []
  const sources = new Set<string>()
  let failures = 0
  let taken = 0
  let refused: RegExp | null = null
  const ledger: MailLedger = {
    async takeIn(raw, source, parse, turn) {
      if (failures > 0) {
        failures--
        throw new Error('no room on the disk')
      }
      taken++
      const parsed = await parse(raw)
      await turn?.mine
      if (refused?.test(raw.toString())) throw new Error('a row that no table takes')
      sources.add(source)
      if (mails.some((known) => known.raw.equals(raw))) return 'duplicate'
      mails.push({ raw, source, parsed })
      return 'ticket'
    },
  }
  const mailboxes: MailboxLedger = {
    known: (asked) => Promise.resolve(new Set(asked.filter((source) => sources.has(source)))),
    async quarantine(raw, source, error) {
      quarantined.push({ raw: raw.toString(), source, error })
      sources.add(source)
      await Promise.resolve()
    },
    takeInSent: () => Promise.resolve(null),
    isPassing: (error) => error instanceof NotReadYet || /no room/.test(String(error)),
  }
  return {
    ...ledger,
    mailboxes,
    mails,
    quarantined,
    taken: () => taken,
    subjects: () => mails.map(({ parsed }) => parsed.subject),
    failNext: (times: number) => void (failures = times),
    /** Mails that hold this cannot be stored. */
    refuse: (words: RegExp) => void (refused = words),
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

export const letterhead = {
  name: 'Tanya PTSP',
  office: 'Dinas Penanaman Modal dan PTSP',
  shortOffice: 'DPMPTSP DKI Jakarta',
  lines: ['Telepon 1500164 (hari kerja pukul 07.30-16.00 WIB)', 'Jl. H.R. Rasuna Said Kav. C-22'],
}

export function answer(changes: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    id: 12,
    ticket: { id: 3, number: '26-00042', subject: 'Syarat SIP dokter' },
    to: { address: 'budi@example.org', name: 'Budi' },
    authorName: 'Ani',
    isAutomatic: false,
    text: 'Selamat pagi,\n\nsyaratnya ada di https://jakevo.jakarta.go.id.',
    language: 'id',
    attachments: [],
    mail: {
      messageId: 'tanya.12@jakarta.go.id',
      inReplyTo: 'a@x.example',
      references: ['z@x.example', 'a@x.example'],
      cc: [],
      replyTo: null,
      reached: [],
      letterhead,
      thread: [],
    },
    ...changes,
  }
}
