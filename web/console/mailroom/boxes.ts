import type { Mailbox, MailboxCheck } from '../../../server/wire/mailbox.ts'
import { createLoaded, type Loaded } from '../lib/loaded.ts'
import type { MailApi } from '../mail-api.ts'

export interface Boxes {
  all: Loaded<Mailbox[]>
  check: Loaded<MailboxCheck>
}

export function createBoxes(api: Pick<MailApi, 'mailboxes' | 'check'>): Boxes {
  return {
    all: createLoaded(async () => (await api.mailboxes()).items),
    check: createLoaded(() => api.check()),
  }
}
