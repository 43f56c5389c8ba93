/** To and Cc: a mail server answers for each of them by itself (RFC 5321 §3.3), and takes a mail for some. */
import { domainToASCII } from 'node:url'
import { ChannelError } from '../../contract/channel.ts'
import type { OutboundMessage, Refusal, Sent } from '../../contract/outbound.ts'

/** What nodemailer tells of a recipient that was refused. */
export interface RecipientError {
  recipient?: string
  responseCode?: number
  response?: string
}

/** Whom this try goes to: all but those who were reached before. */
export function openRecipients({ to, mail }: OutboundMessage): string[] {
  const all = [to.address, ...(mail?.cc ?? []).map(({ address }) => address)]
  return [...new Set(all)].filter((address) => !mail?.reached.includes(address))
}

/**
 * What became of a mail that was taken for those who are not in `errors`. Its fate is that of the one in To: throws
 * `ChannelError` when it was refused for them, whoever else was reached.
 */
export function fateOf(message: OutboundMessage, providerId: string, errors: RecipientError[]): Sent {
  const open = openRecipients(message)
  const refused = open.flatMap((address): Refusal[] => {
    const error = errors.find(({ recipient = '' }) => inEnvelope(recipient) === inEnvelope(address))
    return error ? [{ address, code: codesOf(error), isPermanent: isForGood(error.responseCode) }] : []
  })
  const reached = open.filter((address) => !refused.some((one) => one.address === address))
  const main = refused.find(({ address }) => address === message.to.address)
  if (!main) return { providerId, state: 'sent', recipients: { reached, refused } }
  const words = main.isPermanent
    ? 'Server surel menolak alamat ini'
    : 'Server surel belum menerima alamat ini'
  const copies = reached.length > 0 ? ' Salinannya sudah terkirim.' : ''
  const { isPermanent: permanent } = main
  throw new ChannelError(`${words} (${main.code}).${copies}`, { permanent, reached, refused })
}

/** RFC 5321 §4.2.1: 5yz is for good; but 503 and 530 (a server that wants a sign-in) are mended by the office. */
export function isForGood(responseCode = 0): boolean {
  return responseCode >= 500 && responseCode !== 503 && responseCode !== 530
}

/** The server's own words may hold addresses; its codes say enough. */
export function codesOf({ responseCode, response }: RecipientError): string {
  return [responseCode, /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(response ?? '')?.[0]].filter(Boolean).join(' ')
}

function inEnvelope(address: string): string {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1).toLowerCase()
  return `${address.slice(0, at).toLowerCase()}@${domainToASCII(domain) || domain}`
}
