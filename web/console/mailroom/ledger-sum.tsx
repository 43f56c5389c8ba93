import type { MailboxCheck } from '../../../server/wire/mailbox.ts'
import { useDesk } from '../contexts.ts'
import { useWords } from './use-words.ts'

const ways = [
  { way: 'mailboxes', words: 'ledgerMailboxes' },
  { way: 'smtp', words: 'ledgerSmtp' },
  { way: 'lmtp', words: 'ledgerLmtp' },
  { way: 'elsewhere', words: 'ledgerElsewhere' },
] as const

/** Every mail ever taken in, by the way it came. */
export function LedgerSum({ ledger }: Pick<MailboxCheck, 'ledger'>) {
  const t = useWords()
  const { i18n } = useDesk()
  const number = new Intl.NumberFormat(i18n.language.value)
  const parts = ways
    .filter(({ way }) => ledger[way] > 0)
    .map(({ way, words }) => `${number.format(ledger[way])} ${t(words)}`)
  return (
    <p class="check__ledger">
      <strong>
        {t('ledgerTitle')}: {number.format(ledger.total)}
      </strong>
      {parts.length > 0 && ` = ${parts.join(' + ')}`}
    </p>
  )
}
