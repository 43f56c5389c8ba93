import type { Ticket } from '../../../server/wire/ticket.ts'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useDesk, useT } from '../contexts.ts'
import { hasSender } from '../lib/has-sender.ts'
import { useFileDrop } from '../lib/use-file-drop.ts'
import { carriesFiles, withLinks } from '../lib/files-by-channel.ts'
import { ComposerCopies } from './composer-copies.tsx'
import { ComposerField } from './composer-field.tsx'
import { AttachButton, ComposerFiles, FilesNote } from './composer-files.tsx'
import { ComposerTabs } from './composer-tabs.tsx'
import { ComposerTrouble } from './composer-trouble.tsx'
import { ComposerWay } from './composer-way.tsx'
import { LongText } from './long-text.tsx'
import { NoSenderNote } from './no-sender-note.tsx'
import { SendButton } from './send-button.tsx'
import { StoppedNote } from './stopped-note.tsx'
import { TemplateWriter } from './template-writer.tsx'
import { TextSize } from './text-size.tsx'
import { TypingLine } from './typing-line.tsx'
import { UndeliverableNote } from './undeliverable-note.tsx'

export function Composer({ ticket }: { ticket: Ticket }) {
  const t = useT()
  const { composer, drafts, uploads, toasts, ways } = useDesk()
  const kind = composer.kind.value
  const isReply = kind === 'reply'
  const draft = drafts.of(ticket.id, kind).value
  const { channel } = ways.chosen(ticket)
  const isToNobody = isReply && channel === 'email' && !hasSender(ticket)
  const template = isReply ? ways.templateText(ticket) : null
  const isShut = template !== null
  const text = template ?? draft.text
  const isHindered = isReply && ways.isHindered(ticket)
  const isOff = text.trim() === '' || composer.isBusy.value || isHindered
  const onFiles = (files: FileList) => {
    if (!isReply) toasts.say({ words: 'noFilesInNotes', isTrouble: true })
    else if (!carriesFiles(channel) || isShut) toasts.say({ words: 'noFilesHere', isTrouble: true })
    else uploads.add(ticket.id, files)
  }
  const { isOver, ...drop } = useFileDrop(onFiles)
  return (
    <section class={`composer composer--${kind}`} aria-label={t('composer')}>
      <TypingLine />
      <ComposerTrouble text={draft.text} />
      {isReply && channel === 'email' && <UndeliverableNote ticket={ticket} />}
      {isReply && <StoppedNote ticket={ticket} />}
      {isReply && !isShut && (channel === 'sms' || channel === 'whatsapp') && (
        <LongText ticket={ticket} draft={draft} isSms={channel === 'sms'} />
      )}
      <div class="composer__box" data-drop={isOver} {...drop}>
        <ComposerTabs />
        {isReply && <ComposerWay ticket={ticket} />}
        {isReply && channel === 'email' && ticket.channel === 'email' && !isToNobody && (
          <ComposerCopies ticket={ticket} cc={draft.cc} />
        )}
        <div role="tabpanel" id="composer-panel" aria-labelledby={`composer-tab-${kind}`}>
          {isToNobody ? (
            <NoSenderNote />
          ) : isShut ? (
            <TemplateWriter ticket={ticket} />
          ) : (
            <ComposerField
              key={`${ticket.id}-${kind}`}
              ticket={ticket}
              kind={kind}
              text={draft.text}
              onFiles={onFiles}
            />
          )}
        </div>
        {isReply && !isShut && !isToNobody && <ComposerFiles ticket={ticket} />}
        {isReply && !isShut && !isToNobody && <FilesNote ticket={ticket} />}
        <div class="composer__foot" hidden={isToNobody}>
          {isReply && <AttachButton ticket={ticket} onFiles={onFiles} />}
          {isReply && !isShut && draft.answers.map((answer) => <AnswerMark key={answer} answer={answer} />)}
          <TextSize
            text={
              isReply && channel === 'sms' ? withLinks(text, draft.attachments.length, location.origin) : text
            }
            channel={isReply && !draft.asLink ? channel : null}
          />
          <kbd class="composer__key">Ctrl ↵</kbd>
          {isReply ? (
            <SendButton ticket={ticket} isOff={isOff} />
          ) : (
            <Button look="primary" aria-disabled={isOff} onClick={() => composer.send()}>
              <Icon name="note" /> {t('saveNote')}
            </Button>
          )}
        </div>
      </div>
    </section>
  )
}

/** A catalogue answer this reply grew from; it goes with the reply, so the office knows who got what. */
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
        onClick={() => composer.forgetAnswer(answer)}
      >
        <Icon name="close" size={12} />
      </button>
    </span>
  )
}
