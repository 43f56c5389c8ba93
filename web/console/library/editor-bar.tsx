import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Button } from '../../shared/button.tsx'
import { clockTime, isSameDay, shortTime } from '../../shared/time.ts'
import { useDesk } from '../contexts.ts'
import { AskDialog } from './ask-dialog.tsx'
import { isOvertaken, type Editor } from './editor.ts'
import type { Settle } from './settle.ts'
import { TroubleLine } from './trouble-line.tsx'
import { useWords } from './use-words.ts'

interface EditorBarProps {
  editor: Editor
  settle: Settle
  onSave: () => Promise<boolean>
  /** How many faults there are, and where they are told. */
  faultCount: number
  onShowFaults: () => void
  /** What else can be done from here. */
  children: ComponentChildren
}

/** A word to whoever checks it, and what becomes of the draft. */
export function EditorBar({ editor, settle, children, ...rest }: EditorBarProps) {
  const t = useWords()
  const { onSave, faultCount, onShowFaults } = rest
  const noteId = useId()
  const isAsking = useSignal(false)
  const isDirty = editor.isDirty.value
  const isBusy = editor.isBusy.value
  const draft = editor.draft.value
  const trouble = editor.trouble.value
  const propose = async () => {
    const isProposed = await editor.propose()
    const draft = editor.draft.peek()
    if (isProposed && draft) settle.proposed(draft)
    else if (isOvertaken(editor)) await settle.overtaken()
  }
  const discard = async () => {
    isAsking.value = false
    if (await editor.discard()) await settle.discarded()
    else if (isOvertaken(editor)) await settle.overtaken()
  }
  return (
    <footer class="editor-bar">
      {trouble && <TroubleLine trouble={trouble} />}
      <div class="editor-bar__note">
        <label class="field__label" for={noteId}>
          {t('noteLabel')}
        </label>
        <input
          class="input"
          id={noteId}
          value={editor.words.value.note}
          placeholder={t('notePlaceholder')}
          maxLength={1000}
          aria-invalid={trouble?.kind === 'noteMissing' || undefined}
          onInput={(event) => editor.writeNote(event.currentTarget.value)}
        />
      </div>
      <div class="editor-bar__deeds">
        <SaveState editor={editor} />
        {faultCount > 0 && (
          <button type="button" class="link editor-bar__faults" onClick={onShowFaults}>
            {t('faultsShort', { count: faultCount })}
          </button>
        )}
        {(draft || isDirty) && (
          <Button look="quiet" onClick={() => (isAsking.value = true)}>
            {t('discardDraft')}
          </Button>
        )}
        {children}
        <Button aria-disabled={isBusy || !isDirty} onClick={() => isDirty && onSave()}>
          {t('saveDraft')}
        </Button>
        <Button
          look="primary"
          aria-disabled={isBusy || (!draft && !isDirty)}
          onClick={() => (draft || isDirty) && propose()}
        >
          {t('propose')}
        </Button>
      </div>
      <AskDialog
        isOpen={isAsking.value}
        title={t('discardTitle')}
        lead={t('discardLead')}
        onClose={() => (isAsking.value = false)}
      >
        <Button look="primary" onClick={discard}>
          {t('discardDraft')}
        </Button>
        <Button onClick={() => (isAsking.value = false)}>{t('cancel')}</Button>
      </AskDialog>
    </footer>
  )
}

function SaveState({ editor }: { editor: Editor }) {
  const t = useWords()
  const { i18n } = useDesk()
  const language = i18n.language.value
  const draft = editor.draft.value
  const time = (iso: string) =>
    isSameDay(iso, new Date().toISOString()) ? clockTime(iso, language) : shortTime(iso, language)
  const words = editor.isBusy.value
    ? t('saving')
    : editor.isDirty.value
      ? t('unsaved')
      : draft
        ? t('savedAt', { time: time(draft.updatedAt) })
        : t('unchanged')
  return (
    <p class="editor-bar__state" role="status" data-dirty={editor.isDirty.value}>
      {words}
    </p>
  )
}
