import fc from 'fast-check'

/** One way to damage a mail; `at` and `other` are places in it, as shares of its length. */
type Mutation = (mail: Buffer, at: number, other: number) => Buffer

const place = (mail: Buffer, share: number) => Math.floor(share * mail.length)

function spanOf(mail: Buffer, at: number, other: number): [number, number] {
  const [from = 0, to = 0] = [place(mail, at), place(mail, other)].sort((a, b) => a - b)
  return [from, to]
}

const cut: Mutation = (mail, at, other) => {
  const [from, to] = spanOf(mail, at, other)
  return Buffer.concat([mail.subarray(0, from), mail.subarray(to)])
}

const truncate: Mutation = (mail, at) => mail.subarray(0, place(mail, at))

/** At most so much that a mail stays one that could come. */
const repeat: Mutation = (mail, at, other) => {
  const [from, to] = spanOf(mail, at, Math.min(other, at + 200 / (mail.length || 1)))
  const piece = mail.subarray(from, to)
  return Buffer.concat([mail.subarray(0, to), ...Array.from({ length: 300 }, () => piece), mail.subarray(to)])
}

const flip: Mutation = (mail, at, other) => {
  const flipped = Buffer.from(mail)
  if (flipped.length) flipped[place(mail, Math.min(at, 0.999))] = Math.floor(other * 255)
  return flipped
}

const lineEnds: Mutation = (mail, at) =>
  Buffer.from(mail.toString('latin1').replace(/\r?\n/g, at < 0.4 ? '\n' : at < 0.7 ? '\r\n' : '\r'), 'latin1')

const linesTurned: Mutation = (mail, at, other) => {
  const lines = mail.toString('latin1').split('\n')
  const [from, to] = [Math.floor(at * lines.length), Math.floor(other * lines.length)]
  const [line = ''] = lines.splice(from, 1)
  lines.splice(to, 0, line)
  return Buffer.from(lines.join('\n'), 'latin1')
}

/** What breaks readers: signs of structure, charsets, quotations and markup where nobody expects them. */
const pieces = [
  '\r\n\r\n',
  '\r\n--b\r\n',
  '\r\n--b--\r\n',
  '\0\0',
  '\x1b$B',
  '\xff\xfe',
  '=?utf-8?B?',
  '?=',
  '=?iso-2022-jp?Q?=1B?=',
  'Content-Transfer-Encoding: base64\r\n',
  'Content-Type: multipart/mixed; boundary=b\r\n',
  'Content-Type: text/html; charset=utf-7\r\n',
  'Content-Type: application/ms-tnef\r\n',
  "; filename*0*=utf-8'';",
  'begin 644 a\r\nM',
  '<div><blockquote><table><td>',
  '<!--',
  '\n> > > ',
  'Pada 1 Jan 2026 a <a@b.example> menulis:\n',
  '-----Original Message-----\n',
  '\n-- \n',
]

const insert: Mutation = (mail, at, other) => {
  const piece = Buffer.from(pieces[Math.floor(other * pieces.length)] ?? '', 'latin1')
  return Buffer.concat([mail.subarray(0, place(mail, at)), piece, mail.subarray(place(mail, at))])
}

const share = fc.double({ min: 0, max: 1, noNaN: true })

const mutations = { cut, truncate, repeat, flip, lineEnds, linesTurned, insert, insertAgain: insert }

/** One to four damages, one after the other. */
export const damages = fc.array(
  fc.record({
    how: fc.constantFrom(...(Object.keys(mutations) as (keyof typeof mutations)[])),
    at: share,
    other: share,
  }),
  { minLength: 1, maxLength: 4 },
)

export type Damage = { how: keyof typeof mutations; at: number; other: number }

export function damaged(mail: Buffer, steps: Damage[]): Buffer {
  return steps.reduce((whole: Buffer, { how, at, other }) => mutations[how](whole, at, other), mail)
}
