/**
 * What every channel is: the one contract between a way of reaching citizens and the desk.
 * A channel turns what arrives into an `Inbound`, hands it to `desk.receive`, and sends finished words.
 * It sees no template and no table.
 */
import type { Router } from 'express'
import type { OutboundMessage, Refusal, Sent } from './outbound.ts'

export const channelKinds = ['email', 'chat', 'sms', 'whatsapp', 'voice', 'video', 'web'] as const
export type ChannelKind = (typeof channelKinds)[number]

export interface Channel {
  kind: ChannelKind
  /** Begins taking in. Resolves when the channel listens; throws one clear sentence when it cannot. */
  start(): Promise<void>
  /** Stops taking in and waits for work in hand. */
  stop(): Promise<void>
  /**
   * Sends one message. Resolves with what the provider calls it once the provider has accepted it;
   * throws `ChannelError` otherwise. Called at most once at a time for one message.
   */
  send(message: OutboundMessage): Promise<Sent>
  /** True when sending the same message twice reaches a person once, so that a broken-off try may be repeated. */
  isRepeatable?: boolean
  /** How many messages it sends side by side; absent means any number. The others wait in the outbox. */
  lines?: number
  /** How much one message can hold. What is more is refused before it is queued; absent means that all can be sent. */
  limits?: {
    /** In UTF-16 units. */
    textLength: number
    /** How many files. */
    attachments: number
  }
  /** Express routes the channel needs outside `/api` (webhooks). Mounted at `/`, before any body parser. */
  routes?: Router
  /** Names each way in that was lost (for `/readyz`); absent means the channel cannot know. */
  lost?(): string[]
}

/** Thrown by `send`. Not permanent and not uncertain means: try again later. */
export class ChannelError extends Error {
  override name = 'ChannelError'
  readonly permanent: boolean
  /** The line broke after the provider may have accepted: never repeated without a person. */
  readonly uncertain: boolean
  /** The one in To wants no more messages by this channel. */
  readonly isStopped: boolean
  /** E-mail: who was reached although the one in To was not. */
  readonly reached: string[]
  /** E-mail: for whom the server would not take it, the one in To among them. */
  readonly refused: Refusal[]

  constructor(
    message: string,
    options: {
      permanent?: boolean
      uncertain?: boolean
      isStopped?: boolean
      reached?: string[]
      refused?: Refusal[]
      cause?: unknown
    } = {},
  ) {
    super(message, { cause: options.cause })
    this.permanent = options.permanent ?? false
    this.uncertain = options.uncertain ?? false
    this.isStopped = options.isStopped ?? false
    this.reached = options.reached ?? []
    this.refused = options.refused ?? []
  }
}

/** The small logger every channel gets. Personal data (addresses, texts, NIK) never goes in. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
  debug(fields: object, message: string): void
}
