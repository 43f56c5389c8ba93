import { Icon } from '../../shared/icon.tsx'
import { useT } from '../contexts.ts'

/** In place of the field for a reply: the mail names nobody to whom it could go. */
export function NoSenderNote() {
  const t = useT()
  return (
    <p class="composer__nobody">
      <Icon name="alert" />
      <span>{t('noSender')}</span>
    </p>
  )
}
