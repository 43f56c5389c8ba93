import { useCallback, useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Fault } from '../../../server/wire/source-file.ts'
import { Button } from '../../shared/button.tsx'
import { useDesk } from '../contexts.ts'
import { isOvertaken, type Editor } from './editor.ts'
import { EditorBar } from './editor-bar.tsx'
import { EditorNotices } from './editor-notices.tsx'
import { topicOfFact } from './facts.ts'
import { FaultList } from './fault-list.tsx'
import { LeaveDialog } from './leave-dialog.tsx'
import { PreviewPane } from './preview-pane.tsx'
import { ServiceForm } from './service-form.tsx'
import type { Settle } from './settle.ts'
import { SourceField } from './source-field.tsx'
import { useSwap } from './use-swap.ts'
import { useWords } from './use-words.ts'
import { writingOf } from './words.ts'

interface EditorScreenProps {
  editor: Editor
  detail: LibraryFileDetail
  settle: Settle
}

/** What is written on the left, as citizens would read it on the right, what is done with it below. */
export function EditorScreen({ editor, detail, settle }: EditorScreenProps) {
  const t = useWords()
  const root = useRef<HTMLDivElement>(null)
  const found = useSignal<Fault[]>([])
  const visited = useSignal<string | null>(null)
  const { isPreviewShown, swap } = useSwap(root)
  const { mode, text, service } = editor.words.value
  const faults = useFaults(editor, found.value)
  const save = useCallback(async () => {
    const isSaved = await editor.save()
    const draft = editor.draft.peek()
    if (isSaved && draft) settle.saved(draft)
    else if (isOvertaken(editor)) await settle.overtaken()
    return isSaved
  }, [editor, settle])
  useHeldBack(editor, detail.path)
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
    event.preventDefault()
    if (editor.isDirty.peek()) void save()
  }
  const showFaults = () => {
    isPreviewShown.value = false
    requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>('[aria-invalid=true], .faults button, .faults')?.focus(),
    )
  }
  const goToLine = async (line: number) => {
    await editor.choose('file')
    requestAnimationFrame(() => selectLine(root.current?.querySelector('textarea.source__text'), line))
  }
  return (
    <div
      class="editor"
      ref={root}
      onKeyDown={onKeyDown}
      data-shows={isPreviewShown.value ? 'preview' : 'words'}
    >
      <div class="answer-columns">
        <div class="answer-main">
          <EditorNotices editor={editor} />
          {detail.kind === 'service' && <Modes editor={editor} />}
          <FaultList faults={faults} path={detail.path} onGoTo={goToLine} />
          {mode === 'form' && service ? (
            <ServiceForm
              service={service}
              faults={faults}
              onChange={editor.writeService}
              onVisit={(fact) => (visited.value = topicOfFact[fact])}
            />
          ) : (
            <SourceField kind={detail.kind} text={text} onInput={editor.writeText} />
          )}
        </div>
        <PreviewPane
          path={detail.path}
          writing={writingOf(editor.words.value)}
          topic={visited.value}
          onFaults={(next) => (found.value = next)}
        />
      </div>
      <EditorBar {...{ editor, settle, faultCount: faults.length }} onSave={save} onShowFaults={showFaults}>
        <Button class="editor__swap" onClick={swap}>
          {t(isPreviewShown.value ? 'showForm' : 'showPreview')}
        </Button>
      </EditorBar>
      <LeaveDialog onSave={save} />
    </div>
  )
}

/** What kept it from being saved or proposed; else what the preview found, and of a saved text the linter besides. */
function useFaults({ refusals, draft, isDirty }: Editor, found: Fault[]): Fault[] {
  if (refusals.value.length > 0) return refusals.value
  const linted = isDirty.value ? [] : (draft.value?.faults ?? [])
  const isNew = ({ line, message }: Fault) =>
    !linted.some((one) => one.line === line && one.message === message)
  return [...linted, ...found.filter(isNew)]
}

function Modes({ editor }: { editor: Editor }) {
  const t = useWords()
  const { mode, service } = editor.words.value
  return (
    <div class="segmented editor__modes" role="group" aria-label={t('modesLabel')}>
      <button
        type="button"
        aria-pressed={mode === 'form'}
        disabled={!service}
        title={service ? undefined : t('noForm')}
        onClick={() => editor.choose('form')}
      >
        {t('modeForm')}
      </button>
      <button type="button" aria-pressed={mode === 'file'} onClick={() => editor.choose('file')}>
        {t('modeFile')}
      </button>
    </div>
  )
}

/** Whoever leaves a file with unsaved changes is asked; a closing window asks in the browser's own words. */
function useHeldBack(editor: Editor, path: string): void {
  const { route } = useDesk()
  useEffect(() => {
    const release = route.hold(({ answers }) => answers?.path !== path && editor.isDirty.peek())
    const onUnload = (event: BeforeUnloadEvent) => {
      if (editor.isDirty.peek()) event.preventDefault()
    }
    addEventListener('beforeunload', onUnload)
    return () => {
      release()
      removeEventListener('beforeunload', onUnload)
    }
  }, [editor, route, path])
}

function selectLine(field: HTMLTextAreaElement | null | undefined, line: number): void {
  if (!field) return
  const lines = field.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((length, words) => length + words.length + 1, 0)
  field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  // Browsers bring the selection into sight when the field gets the focus, not before.
  field.blur()
  field.focus()
}
