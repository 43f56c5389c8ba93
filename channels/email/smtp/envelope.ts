import type { SMTPServerAddress } from 'smtp-server'
import { sharedBytes } from '../shared-bytes.ts'

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

/** A longer mail lies in memory that the thread which reads it need not copy; a shorter one has its own, to be given back. */
const longBytes = 128 * 1024

/**
 * The mail as it came in pieces, put together. RFC 5321 §4.4: the last server notes the
 * envelope's sender; an empty one marks bounces.
 */
export function withReturnPath(pieces: Buffer[], mailFrom: SMTPServerAddress | false): Buffer {
  const all = [Buffer.from(returnPath(Buffer.concat(pieces, 12), mailFrom)), ...pieces]
  const size = all.reduce((sum, piece) => sum + piece.length, 0)
  const raw = size > longBytes ? sharedBytes(size) : Buffer.allocUnsafeSlow(size)
  let length = 0
  for (const piece of all) length += piece.copy(raw, length)
  return raw
}

function returnPath(begin: Buffer, mailFrom: SMTPServerAddress | false): string {
  if (!mailFrom || /^return-path:/i.test(begin.toString('latin1'))) return ''
  return `Return-Path: <${mailFrom.address.replace(/[\r\n<>]/g, '')}>\r\n`
}
