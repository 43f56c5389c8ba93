import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { Button } from '../../shared/button.tsx'
import { Icon, type IconName } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import type { StringKey } from '../strings/index.ts'

interface AskNoticeProps {
  icon: IconName
  children: ComponentChildren
  yes: StringKey
  no: StringKey
  failed: StringKey
  onAnswer: (isYes: boolean) => Promise<void>
}

/** What only a person can tell of a ticket, asked above its thread. */
export function AskNotice({ icon, children, yes, no, failed, onAnswer }: AskNoticeProps) {
  const t = useT()
  const { toasts } = useDesk()
  const isBusy = useSignal(false)
  const answer = async (isYes: boolean) => {
    if (isBusy.value) return
    isBusy.value = true
    await onAnswer(isYes).catch(() => toasts.say({ words: failed, isTrouble: true }))
    isBusy.value = false
  }
  return (
    <div class="notice follow-up" role="note">
      <Icon name={icon} />
      <span class="follow-up__words">{children}</span>
      <div class="follow-up__acts">
        <Button size="small" aria-disabled={isBusy.value} onClick={() => answer(true)}>
          {t(yes)}
        </Button>
        <Button size="small" aria-disabled={isBusy.value} onClick={() => answer(false)}>
          {t(no)}
        </Button>
      </div>
    </div>
  )
}
