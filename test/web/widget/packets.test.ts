/** Our packets of text against Socket.IO's own parser, both ways. */
import fc from 'fast-check'
import { Decoder as TheirDecoder, Encoder as TheirEncoder, type Packet } from 'socket.io-parser'
import { expect, it } from 'vitest'
import { Decoder, Encoder } from '../../../web/widget/packets.ts'

const nsp = fc.constantFrom('/', '/chat')
const id = fc.option(fc.nat(), { nil: undefined })
const values = fc.array(fc.jsonValue(), { maxLength: 3 })
const packet = fc.oneof(
  fc.record({ type: fc.constant(2), nsp, id, data: values.map((all) => ['message', ...all]) }),
  fc.record({ type: fc.constant(3), nsp, id: fc.nat(), data: values }),
  fc.record({ type: fc.constant(0), nsp, data: fc.dictionary(fc.string(), fc.jsonValue()) }),
  fc.record({ type: fc.constant(1), nsp }),
  fc.record({ type: fc.constant(4), nsp, data: fc.record({ message: fc.string() }) }),
)

function readByOurs(text: string): unknown[] {
  const heard: unknown[] = []
  const decoder = new Decoder()
  decoder.on('decoded', (one) => void heard.push(one))
  decoder.add(text)
  return heard
}
function readByTheirs(text: string): unknown[] {
  const heard: unknown[] = []
  const decoder = new TheirDecoder()
  decoder.on('decoded', (one) => void heard.push(one))
  decoder.add(text)
  return heard
}
const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown

it('writes what theirs writes, and reads what theirs reads', () => {
  fc.assert(
    fc.property(packet, (one) => {
      const [theirs = ''] = new TheirEncoder().encode(one as Packet) as string[]
      expect(new Encoder().encode(one)).toEqual([theirs])
      expect(plain(readByOurs(theirs))).toEqual(plain(readByTheirs(theirs)))
    }),
  )
})

it.each(['', 'x', '9', '2/chat,[', '51-["message"]'])('throws for %j', (text) => {
  expect(() => new Decoder().add(text)).toThrow()
})
