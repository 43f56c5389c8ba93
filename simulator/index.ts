/**
 * A local Twilio: takes what the office sends, refuses what Twilio refuses, reports delivery,
 * and brings citizens' messages by signed webhooks. The same one serves newcomers and tests.
 */
import { Router } from 'express'
import { createExchange, type Exchange } from './calls/exchange.ts'
import { createDelivery } from './delivery.ts'
import { createInjector, type Injected } from './inject.ts'
import { createMedia, type SentFile } from './media.ts'
import { createMessageLog, type Kind, type SimulatedMessage } from './message-log.ts'
import { createPageRoutes } from './page.ts'
import { createRestRoutes } from './rest.ts'

export type { Injected } from './inject.ts'
export type { Exchange } from './calls/exchange.ts'
export { HungUp, type Act, type Heard, type Leg, type LegView } from './calls/leg.ts'
export type { SentFile } from './media.ts'
export type { Kind, SimulatedMessage } from './message-log.ts'

export interface SimulatorOptions {
  accountSid: string
  authToken: string
  /** The office's numbers in E.164; null when it has none of that kind. */
  numbers: { sms: string | null; whatsapp: string | null }
  /** Where the office takes webhooks: its public address, which is signed, without a path. */
  webhookBaseUrl: string
  /** The words of an approved WhatsApp template; null when there is none. Absent: any is taken. */
  contentOf?: (contentSid: string, variables: Record<string, string>) => string | null
  /** Milliseconds until `sent`, and from there until `delivered`. */
  deliverDelayMs?: number
  /** How long a second of a call lasts; absent: nobody on the telephone is hurried, and silence has to be played. */
  secondMs?: number | null
}

/** What goes wrong at Twilio while set; change it at any time. */
export interface Faults {
  /** Refuses every message with this status. */
  status: 429 | 500 | null
  /** Answers this much later, having accepted at once. */
  delayMs: number
  /** Accepts, and breaks the line before answering. */
  closeAfterAccept: boolean
  /** Reports every message as undelivered for this reason, e.g. 30003. */
  undeliveredCode: number | null
  /** Reports `delivered` before `sent`. */
  isDeliveredFirst: boolean
  /** Hands out no files of messages, and answers so instead. */
  mediaStatus: 404 | 500 | null
  /** How long Twilio takes to hand out a file. */
  mediaDelayMs: number
  /** As though the citizen's last WhatsApp message were more than 24 hours old: free words fail with 63016. */
  isWindowClosed: boolean
  /** Recordings are never told of, and not there when asked for. */
  isRecordingLost: boolean
  /** What happens to calls and in conferences is told to nobody. */
  areReportsLost: boolean
}

export interface Simulator {
  /** To be mounted at `/simulator`; then `TWILIO_API_URL` is that address. */
  routes: Router
  /** A citizen writes to the office. `extra` adds to or replaces the webhook's fields. Throws when nobody listens. */
  receiveFrom(
    kind: Kind,
    from: string,
    body: string,
    extra?: Record<string, string>,
    files?: SentFile[],
  ): Promise<Injected>
  /** The last 500 messages, oldest first: `outbound` from the office, `inbound` from citizens, or both. */
  messages(direction?: SimulatedMessage['direction']): SimulatedMessage[]
  /** Calls `listener` with each new message and each change of state; returns how to stop. */
  onMessage(listener: (message: SimulatedMessage) => void): () => void
  /** Telephone calls. */
  exchange: Exchange
  faults: Faults
}

export function createSimulator(options: SimulatorOptions): Simulator {
  const faults: Faults = {
    ...{ status: null, delayMs: 0, closeAfterAccept: false, undeliveredCode: null },
    ...{
      isDeliveredFirst: false,
      mediaStatus: null,
      mediaDelayMs: 0,
      isWindowClosed: false,
      isRecordingLost: false,
      areReportsLost: false,
    },
  }
  const log = createMessageLog()
  const media = createMedia(options.accountSid)
  const receiveFrom = createInjector(options, log, media)
  const deliver = createDelivery(options, log, faults)

  const exchange = createExchange(options, faults)
  const routes = Router()
  routes.use(createRestRoutes(options, { log, faults, deliver, exchange, media }))
  routes.use(createPageRoutes(options.numbers, { log, receiveFrom, exchange }))
  return { routes, exchange, receiveFrom, messages: log.list, onMessage: log.onChange, faults }
}
