const prefixes =
  're|res|ref|fwd?|fw|bls|bal|balas|trs|ter|terusan|dimajukan|tr|aw|antw|antwort|wg|sv|vs|vb|vl|rv|enc|rif|i|ynt|ilt|odp|pd|doorst|на|回复|回覆|答复|转发|轉寄|返信|転送|답장|전달'
const prefix = new RegExp(
  `^(?:${prefixes})\\s{0,3}(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\d{1,2})?\\s{0,3}[::]\\s*`,
  'i',
)
const forwardPrefix =
  /^(?:fwd?|fw|trs|ter|terusan|dimajukan|tr|wg|vb|rv|enc|i|ilt|pd|doorst|转发|轉寄|転送|전달)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}[::]/i
const ourTag = /\[#(\d{2}-\d{5,10})\]/g
/** Whoever writes more of them into a subject means none. */
const mostNumbers = 5

/** Ticket numbers of our form in a subject, written `[#26-00042]`; other systems' tags are not ours. */
export function ticketNumbersIn(subject: string): string[] {
  return [...subject.matchAll(ourTag)].slice(0, mostNumbers).map(([, number = '']) => number)
}

/** The ticket number in a plus-address such as `konsultasi+26-00042@…`. */
export function ticketNumberOfAddress(address: string): string | null {
  return /\+(\d{2}-\d{5,10})@/.exec(address)?.[1] ?? null
}

/** The subject without Re:, Fwd:, Bls:, Trs:, AW: … in any number, and without our own tag. */
export function baseSubject(subject: string): string {
  let rest = subject.replaceAll(ourTag, ' ').replace(/\s+/g, ' ').trim()
  while (prefix.test(rest)) rest = rest.replace(prefix, '')
  return rest
}

/** Whether the sender passed on somebody else's words: then these are what is to be read. */
export function isForwardSubject(subject: string): boolean {
  return forwardPrefix.test(subject.trim())
}

/** The subject of an answer: one `Re:` and our tag at the end. */
export function answerSubject(subject: string, ticketNumber: string): string {
  return `Re: ${baseSubject(subject) || 'Konsultasi'} [#${ticketNumber}]`
}
