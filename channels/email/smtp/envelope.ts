import type { SMTPServerAddress } from 'smtp-server'

/** Whether `recipient` is one of the mailboxes or of their plus-addresses, without regard to letter case. */
export function isServed(recipient: string, mailboxes: readonly string[]): boolean {
  return mailboxes.some((mailbox) => withoutPlus(recipient) === withoutPlus(mailbox))
}

function withoutPlus(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '')
}

/** RFC 5321 §4.4: the last server notes the envelope's sender; an empty one marks bounces. */
export function withReturnPath(raw: Buffer, mailFrom: SMTPServerAddress | false): Buffer {
  if (!mailFrom || /^return-path:/i.test(raw.toString('latin1', 0, 12))) return raw
  const address = mailFrom.address.replace(/[\r\n<>]/g, '')
  return Buffer.concat([Buffer.from(`Return-Path: <${address}>\r\n`), raw])
}
