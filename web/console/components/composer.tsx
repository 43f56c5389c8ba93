import type { Ticket } from '../../../server/wire.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { ComposerField } from './composer-field.tsx'
import { ComposerTabs } from './composer-tabs.tsx'
import { ComposerTrouble } from './composer-trouble.tsx'
import { TextSize } from './text-size.tsx'

export function Composer({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { composer, drafts } = useDesk()
  const kind = composer.kind.value
  const draft = drafts.of(ticket.id, kind).value
  const isEmpty = draft.text.trim() === ''
  return (
    <section class={`composer composer--${kind}`} aria-label={t('composer')}>
      <ComposerTrouble text={draft.text} />
      <div class="composer__box">
        <ComposerTabs />
        <div role="tabpanel" id="composer-panel" aria-labelledby={`composer-tab-${kind}`}>
          <ComposerField ticket={ticket} kind={kind} text={draft.text} />
        </div>
        <div class="composer__foot">
          {kind === 'reply' && draft.answer && <AnswerMark answer={draft.answer} />}
          <TextSize text={draft.text} isSms={kind === 'reply' && ticket.channel === 'sms'} />
          <kbd class="composer__key">Ctrl ↵</kbd>
          <Button
            look="primary"
            aria-disabled={isEmpty || composer.isBusy.value}
            onClick={() => composer.send()}
          >
            <Icon name={kind === 'reply' ? 'send' : 'note'} /> {t(kind === 'reply' ? 'send' : 'saveNote')}
          </Button>
        </div>
      </div>
    </section>
  )
}

/** Which catalogue answer this reply grew from; it goes with the reply, so the office knows who got what. */
function AnswerMark({ answer }: { answer: string }) {
  const t = useT()
  const { composer } = useDesk()
  return (
    <span class="answer-mark" title={`${t('usesAnswer')} ${answer}`}>
      <Icon name="book" size={14} />
      <span class="visually-hidden">{t('usesAnswer')}</span>
      <span class="answer-mark__id">{answer}</span>
      <button
        type="button"
        class="answer-mark__drop"
        aria-label={t('forgetAnswer')}
        title={t('forgetAnswer')}
        onClick={composer.forgetAnswer}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  )
}
