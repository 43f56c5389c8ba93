import type { IncomingHttpHeaders } from 'node:http'
import type { Vouched } from '../contract/visitor.ts'

/** Who may come in by chat, and as whom; the desk decides. */
export interface Gate {
  /** The window is opened by a page that may. */
  mayConnect(headers: IncomingHttpHeaders): boolean
  /** A keyed hash, the same in every process and after every restart. */
  seal(text: string): string
  /** A keyed hash: the address itself is not kept. */
  addressKey(address: string): string
  /** Whom the embedding site's token names; rejects, with a code to tell its developers, for one that proves nothing. */
  identify(token: string): Promise<Vouched>
  isBlocked(visitor: { addressKey?: string; ticketId?: number; person?: string }): boolean
}
