import { useMemo, useRef } from 'preact/hooks'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import { useDesk } from '../contexts.ts'
import { createEditor, type Editor } from './editor.ts'
import { EditorScreen } from './editor-screen.tsx'
import { FileHead } from './file-head.tsx'
import { History } from './history.tsx'
import { InForce } from './in-force.tsx'
import { useLibrary } from './library-context.ts'
import type { Loaded } from '../lib/loaded.ts'
import { Proposal } from './proposal.tsx'
import { Recipients } from './recipients.tsx'
import { createSettle } from './settle.ts'
import { createUnsaved } from './unsaved.ts'
import { useLostFocus } from '../lib/use-lost-focus.ts'

interface FileScreenProps {
  file: Loaded<LibraryFileDetail>
  detail: LibraryFileDetail
}

export function FileScreen({ file, detail }: FileScreenProps) {
  const desk = useDesk()
  const library = useLibrary()
  const settle = useMemo(() => createSettle(desk, library, file), [desk, library, file])
  const section = desk.route.place.value.answers?.section ?? 'text'
  const editor = useEditor(detail)
  const root = useRef<HTMLDivElement>(null)
  useLostFocus(`${section} ${editor ? 'written' : 'read'}`, root)
  return (
    <div class="answer-file" ref={root} tabIndex={-1}>
      <FileHead detail={detail} section={section} isWritable={editor !== null} />
      {section === 'text' && <InForce detail={detail} settle={settle} isWritable={editor !== null} />}
      {section === 'edit' && editor && <EditorScreen editor={editor} detail={detail} settle={settle} />}
      {section === 'edit' && !editor && detail.open && (
        <Proposal revision={detail.open} detail={detail} settle={settle} />
      )}
      {section === 'history' && <History detail={detail} settle={settle} />}
      {section === 'recipients' && <Recipients detail={detail} />}
    </div>
  )
}

/**
 * Null where there is nothing for this agent to write on: a proposal, or a colleague's draft. An editor outlives its
 * own saves; another draft, or another text in force, is another beginning.
 */
function useEditor(detail: LibraryFileDetail): Editor | null {
  const { api, agent, storage } = useDesk()
  const { open, path, text } = detail
  const known = useRef<{ editor: Editor; text: string } | null>(null)
  if (open !== null && (open.state !== 'draft' || open.author.id !== agent.id)) return (known.current = null)
  const draft = known.current?.editor.draft.peek() ?? null
  const isKnown = draft?.id === open?.id && draft?.digest === open?.digest && known.current?.text === text
  if (!known.current || !isKnown) {
    const unsaved = createUnsaved(storage, agent.id, path)
    known.current = { editor: createEditor({ api: api.library, unsaved, file: detail }), text }
  }
  return known.current.editor
}
