import type { MailHeaders } from './headers.ts'
import { cleanMessageId } from './message-ids.ts'
import type { Bounce } from './parsed-mail.ts'

export interface BounceFacts {
  headers: MailHeaders
  fromAddress: string
  subject: string
  text: string
  /** Decoded `message/delivery-status` part, when there is one. */
  deliveryStatus: string | null
  /** Headers (and perhaps more) of the returned mail, when there are any. */
  returned: string | null
}

/** The failure a mail reports, by RFC 3464 or by what non-standard servers write; null when it reports none. */
export function bounceOf(facts: BounceFacts): Bounce | null {
  const source = facts.deliveryStatus ?? ''
  const action = field(source, 'action')?.toLowerCase() ?? null
  if (action && !['failed', 'delayed'].includes(action)) return null
  if (!facts.deliveryStatus && !looksLikeBounce(facts)) return null

  const status = enhancedStatus(field(source, 'status')) ?? enhancedStatus(facts.text)
  return {
    recipient: recipientOf(facts),
    status,
    permanent:
      action === 'delayed'
        ? false
        : status
          ? status.startsWith('5')
          : !delayed.test(facts.subject + facts.text),
    originalMessageId: originalMessageId(facts),
  }
}

/** What an agent reads below an answer that came back. */
export function explainBounce({ status }: Bounce): string {
  const sentence = sentences[status ?? ''] ?? sentences[status?.slice(0, 3) ?? ''] ?? 'Surel ini dikembalikan'
  return `${sentence}${status ? ` (kode ${status})` : ''}.`
}

/** RFC 3463 §3: by the whole code, else by its class and subject. */
const sentences: Record<string, string> = {
  '5.1': 'Alamat surel penerima tidak dikenal',
  '5.2': 'Kotak surel penerima tidak menerima surel ini',
  '5.2.1': 'Kotak surel penerima sudah tidak aktif',
  '5.2.2': 'Kotak surel penerima penuh',
  '5.2.3': 'Surel ini terlalu besar bagi penerima',
  '5.3.4': 'Surel ini terlalu besar bagi penerima',
  '5.4': 'Server surel penerima tidak dapat dicapai',
  '5.7': 'Server surel penerima menolak surel ini',
}

/** Old servers send their failures as ordinary mail from the daemon (RFC 3464 came in 2003). */
function looksLikeBounce({ headers, fromAddress, subject }: BounceFacts): boolean {
  if (headers.first('x-failed-recipients') !== null) return true
  const fromDaemon =
    /^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|maildelivery)(?:[+._-][^@]*)?(?:@|$)/i.test(fromAddress)
  const nullSender = headers.first('return-path')?.replace(/\s/g, '') === '<>'
  return (fromDaemon || nullSender) && failureSubject.test(subject)
}

function recipientOf({ headers, deliveryStatus, text }: BounceFacts): string | null {
  const source = deliveryStatus ?? ''
  const named =
    field(source, 'final-recipient') ??
    field(source, 'original-recipient') ??
    headers.first('x-failed-recipients')
  return address(named) ?? address(text.slice(0, 5000))
}

function originalMessageId({ headers, returned, text }: BounceFacts): string | null {
  const quoted = /^message-id:\s*(<?[^\s<>]+@[^\s<>]+>?)/im
  const named = quoted.exec(returned ?? '')?.[1] ?? quoted.exec(text)?.[1] ?? headers.first('in-reply-to')
  const last = headers.all('references').join(' ').split(/\s+/).at(-1)
  return cleanMessageId(named ?? last ?? '')
}

function field(source: string, name: string): string | null {
  return new RegExp(`^${name}:[ \\t]*(.{1,500})`, 'im').exec(source)?.[1]?.trim() ?? null
}

function enhancedStatus(text: string | null): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(text ?? '')?.[1] ?? null
}

function address(text: string | null): string | null {
  return /[^\s<>;:,"()[\]]{1,64}@[a-z0-9.-]{1,255}/i.exec(text ?? '')?.[0]?.replace(/\.$/, '') ?? null
}

const failureSubject =
  /undeliver|returned mail|delivery (?:status|fail|problem|has failed|incomplete)|failure notice|mail delivery|could not be delivered|delayed|gagal (?:dikirim|terkirim)|tidak (?:dapat|bisa|terkirim)|pengiriman .*gagal|unzustellbar|non remis|no se pudo entregar/i
const delayed = /\bdelayed\b|will (?:be )?retr|will keep trying|masih dicoba/i
