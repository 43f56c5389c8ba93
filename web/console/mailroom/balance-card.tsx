import type { MailboxBalance } from '../../../server/wire/mailbox.ts'
import { Badge } from '../../shared/badge.tsx'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk } from '../contexts.ts'
import { mailboxAddress, mailboxFolder } from '../lib/mailbox-name.ts'
import { buckets } from './log.ts'
import { useWords } from './use-words.ts'

interface BalanceCardProps {
  folder: MailboxBalance
  isBusy: boolean
  onTakeIn: () => void
}

/** One folder's sum: what lies on the server, and what became of each. */
export function BalanceCard({ folder, isBusy, onTakeIn }: BalanceCardProps) {
  const t = useWords()
  const { name, balance, trouble, takeInFailed } = folder
  const id = `balance-${name}`
  return (
    <li class="balance" aria-labelledby={id}>
      <h3 class="balance__name" id={id}>
        {mailboxAddress(name)} <span class="box__folder">{mailboxFolder(name)}</span>
      </h3>
      {balance ? (
        <>
          <Badge tone={balance.missing > 0 ? 'danger' : 'success'}>
            {balance.missing > 0 ? t('balanceMissing', { count: balance.missing }) : t('balanceAll')}
          </Badge>
          <Sum balance={balance} labelledBy={id} />
          {balance.missing > 0 && (
            <Button
              look="primary"
              aria-disabled={isBusy}
              aria-label={t('takeInMissingNamed', { count: balance.missing, name: mailboxAddress(name) })}
              onClick={onTakeIn}
            >
              <Icon name="retry" /> {t('takeInMissing', { count: balance.missing })}
            </Button>
          )}
          {takeInFailed && <p role="alert">{t('takeInMissingFailed')}</p>}
          {balance.gone > 0 && <p class="mailroom__lead">{t('balanceGone', { count: balance.gone })}</p>}
          {balance.earlier > 0 && (
            <p class="mailroom__lead">{t('balanceEarlier', { count: balance.earlier })}</p>
          )}
        </>
      ) : (
        <>
          <Badge tone="danger">{t('balanceUnknown')}</Badge>
          {trouble && <p class="mailroom__lead">{t(`boxWhy_${trouble.code}`)}</p>}
        </>
      )}
    </li>
  )
}

type Balance = NonNullable<MailboxBalance['balance']>

/** Rows of nothing are left out, but what is missing is said also when it is nothing. */
function Sum({ balance, labelledBy }: { balance: Balance; labelledBy: string }) {
  const t = useWords()
  const { i18n } = useDesk()
  const number = new Intl.NumberFormat(i18n.language.value)
  const { unplaced, letters, waiting, missing, held } = balance
  const rows = [
    ...buckets.map((bucket) => [t(`bucket_${bucket}`), balance.buckets[bucket] ?? 0] as const),
    [t('balanceUnplaced'), unplaced] as const,
    [t('balanceLetters'), letters] as const,
    [t('balanceWaiting'), waiting] as const,
  ].filter(([, count]) => count > 0)
  const sum = rows.reduce((all, [, count]) => all + count, missing)
  return (
    <table class="sum" aria-labelledby={labelledBy}>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">{t('balanceWhat')}</th>
          <th scope="col">{t('balanceCount')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([words, count]) => (
          <tr key={words}>
            <th scope="row">{words}</th>
            <td>{number.format(count)}</td>
          </tr>
        ))}
        <tr data-urgent={missing > 0}>
          <th scope="row">{t('balanceMissingRow')}</th>
          <td>{number.format(missing)}</td>
        </tr>
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('balanceSum')}</th>
          <td>{number.format(sum)}</td>
        </tr>
        <tr>
          <th scope="row">{t('balanceHeld')}</th>
          <td>
            {sum === held && <Icon name="check" size={14} />} {number.format(held)}
          </td>
        </tr>
      </tfoot>
    </table>
  )
}
