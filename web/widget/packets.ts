/**
 * Socket.IO's packets as text alone (protocol 5, https://socket.io/docs/v4/socket-io-protocol): what its own parser
 * does, less the binary half, for which a chat of words has no use. Handed to it by its `parser` option.
 */
import { Emitter } from '@socket.io/component-emitter'

interface Packet {
  type: number
  nsp: string
  id?: number
  data?: unknown
}

const form = /^([0-4])(?:(\/[^,]*),?)?(\d*)/

export class Encoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    return [
      `${type}${nsp === '/' ? '' : `${nsp},`}${id ?? ''}${data === undefined ? '' : JSON.stringify(data)}`,
    ]
  }
}

export class Decoder extends Emitter<
  Record<string, never>,
  Record<string, never>,
  { decoded: (packet: Packet) => void }
> {
  /** Throws for what is no packet, upon which Socket.IO begins a new line. */
  add(text: string): void {
    const [head, type, nsp = '/', id] = form.exec(text) ?? []
    if (head === undefined) throw new Error('parser error')
    const rest = text.slice(head.length)
    this.emitReserved('decoded', {
      type: Number(type),
      nsp,
      ...(id && { id: Number(id) }),
      ...(rest && { data: JSON.parse(rest) as unknown }),
    })
  }
  destroy(): void {}
}
