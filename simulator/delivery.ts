import { setTimeout as delay } from 'node:timers/promises'
import type { Faults, SimulatorOptions } from './index.ts'
import type { MessageLog, SimulatedMessage } from './message-log.ts'
import { faultInMedia } from './outgoing-media.ts'
import { postWebhook } from './post-webhook.ts'

/** Carries an accepted message to its citizen: reports `sent`, then `delivered` or `undelivered`. Never throws. */
export function createDelivery(options: SimulatorOptions, log: MessageLog, faults: Faults) {
  const stepMs = options.deliverDelayMs ?? 300
  return async function deliver(message: SimulatedMessage): Promise<void> {
    await delay(stepMs, undefined, { ref: false })
    const sent = { status: 'sent' } as const
    if (!faults.isDeliveredFirst) await report(message, sent)
    await delay(stepMs, undefined, { ref: false })
    const code = await faultIn(message)
    await report(
      message,
      code === null ? { status: 'delivered' } : { status: 'undelivered', errorCode: code },
    )
    if (faults.isDeliveredFirst) await report(message, sent)
  }

  async function faultIn({ kind, fields }: SimulatedMessage): Promise<number | null> {
    if (faults.undeliveredCode !== null) return faults.undeliveredCode
    if (kind !== 'whatsapp') return null
    if (faults.isWindowClosed && !fields.ContentSid) return 63016
    return fields.MediaUrl ? faultInMedia(fields.MediaUrl) : null
  }

  async function report(message: SimulatedMessage, news: Partial<SimulatedMessage>): Promise<void> {
    log.change(message, news)
    const url = message.fields.StatusCallback
    if (!url) return
    const answer = await postWebhook(url, options.authToken, reportFields(message, options.accountSid)).catch(
      () => ({ status: 0 }),
    )
    log.change(message, { answers: [...message.answers, answer.status] })
  }
}

function reportFields(message: SimulatedMessage, accountSid: string): Record<string, string> {
  const prefix = message.kind === 'whatsapp' ? 'whatsapp:' : ''
  return {
    SmsSid: message.sid,
    SmsStatus: message.status,
    MessageStatus: message.status,
    To: prefix + message.to,
    MessageSid: message.sid,
    AccountSid: accountSid,
    From: prefix + message.from,
    ApiVersion: '2010-04-01',
    ...(message.kind === 'whatsapp' && { ChannelPrefix: 'whatsapp' }),
    ...(message.errorCode !== null && { ErrorCode: String(message.errorCode) }),
  }
}
