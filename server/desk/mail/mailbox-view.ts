import type { MailboxHealth } from '../../../channels/email/index.ts'
import type { Mailbox } from '../../wire.ts'

export function presentMailbox(health: MailboxHealth): Mailbox {
  const { name, state, isAlarming, lastPassAt, lastTrouble } = health
  return {
    name,
    state,
    alarming: isAlarming,
    lastPassAt: lastPassAt?.toISOString() ?? null,
    lastError: lastTrouble && {
      code: lastTrouble.code,
      words: lastTrouble.words,
      at: lastTrouble.at.toISOString(),
    },
  }
}
