/** All that comes in: what citizens say by whatever channel, and what providers report. */
import { join } from 'node:path'
import { detectLanguage } from '../../templates/index.ts'
import { isNeverAcknowledged } from '../desk/acknowledge/rules.ts'
import { createChatAnswers } from '../desk/chat-answers/chat-answers.ts'
import { createRecordDelivery } from '../desk/delivery.ts'
import { createLedger } from '../desk/mail/ledger.ts'
import { createRawMails } from '../desk/mail/raw-mails.ts'
import { createReceive } from '../desk/receive.ts'
import type { House } from './house.ts'
import type { Letters } from './letters.ts'
import type { LibrarySide } from './library.ts'
import type { Sending } from './sending.ts'
import type { TextsSide } from './texts.ts'

export type Intake = ReturnType<typeof createIntake>

export function createIntake(
  house: House,
  { answers, deadlinesFor }: LibrarySide,
  { replyTokens }: Letters,
  { acknowledgements, outbox }: Sending,
  texts: TextsSide,
) {
  const { config, db, log, attachments, metrics, ownAddresses } = house
  const chatAnswers = createChatAnswers({ db, answers, log })
  house.lifetime.onStop(chatAnswers.settled)
  const receive = createReceive({
    ...{ db, attachments, detectLanguage, ownAddresses, replyTokens, deadlinesFor },
    officeTimeZone: config.officeTimeZone,
    reopenMs: config.reopenMs,
    isAcknowledging: config.acknowledge,
    optOuts: texts.optOuts,
    onReceived(inbound, received) {
      texts.arrived(inbound)
      if (inbound.parts?.optOut) outbox.wake()
      const { outcome } = received
      metrics.received.inc({ channel: inbound.channel, outcome })
      if (config.chatAnswers && inbound.channel === 'chat' && outcome !== 'duplicate')
        chatAnswers.offer(received)
      if (outcome === 'ticket' && inbound.channel === 'email') {
        const why = isNeverAcknowledged(inbound, Date.now())
        if (why) metrics.acknowledgements.inc({ outcome: why })
        else acknowledgements.wake()
      }
    },
  })
  const rawMails = createRawMails(db, join(config.dataDir, 'mail'))
  return {
    ...{ receive, chatAnswers, rawMails },
    recordDelivery: createRecordDelivery(db),
    ledger: createLedger({ db, rawMails, attachments, receive, log }),
  }
}
