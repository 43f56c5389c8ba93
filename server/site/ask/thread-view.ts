/** What the private page of a ticket shows. */
import { maskPhone } from '../../../channels/lib/phone.ts'
import { formatMoment, type Language } from '../../../templates/index.ts'
import type { TicketRow } from '../../../db/schema/tickets.ts'
import type { Message } from '../../wire/message.ts'
import type { Office } from '../../wire/office.ts'
import { viewText } from '../fact-view.ts'
import { stateWords } from './words.ts'

export interface ThreadPage {
  ticket: TicketRow
  messages: Message[]
  /** Where answers go besides this page; null for nowhere. */
  answersTo: string | null
  office: Office
  timeZone: string
  language: Language
  /** Of the page, to be kept. */
  address: string
}

export function viewThread({ ticket, messages, answersTo, office, timeZone, language, address }: ThreadPage) {
  const moment = (iso: string) => formatMoment(Date.parse(iso), timeZone, language)
  const state = stateOf(ticket, messages)
  return {
    number: ticket.number,
    subject: ticket.subject,
    state: stateWords[state][language],
    isWaiting: state === 'waiting',
    isDone: state === 'done',
    opensAt: office.open || office.opensAt === null ? null : moment(office.opensAt),
    answersTo: answersTo && maskAddress(answersTo),
    link: address,
    messages: messages.map((message) => ({
      key: message.seq,
      isOwn: message.direction === 'inbound',
      isMachine: message.author.kind === 'system',
      name: message.author.name,
      at: moment(message.createdAt),
      paragraphs: message.text
        .split(/\n\s*\n/)
        .filter((part) => part.trim() !== '')
        .map(viewText),
      files: message.attachments.map(({ filename, url, size }) => ({
        filename,
        url,
        size: sizeOf(size, language),
      })),
    })),
  }
}

/** Enough to recognise one's own, and not enough for anybody else. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 0 ? maskPhone(address) : `${address.slice(0, 1)}…${address.slice(at)}`
}

function stateOf({ status }: TicketRow, messages: Message[]): keyof typeof stateWords {
  if (status === 'solved' || status === 'closed') return 'done'
  const last = messages.findLast(({ author }) => author.kind !== 'system')
  return last?.direction === 'outbound' ? 'answered' : 'waiting'
}

function sizeOf(bytes: number, language: Language): string {
  const megabytes = bytes / 1024 / 1024
  const [size, unit] = megabytes >= 1 ? [megabytes, 'MB'] : [Math.max(1, bytes / 1024), 'KB']
  return `${size.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { maximumFractionDigits: size < 10 ? 1 : 0 })} ${unit}`
}
