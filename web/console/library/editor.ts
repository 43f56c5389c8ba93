import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { LibraryFileDetail } from '../../../server/wire/library.ts'
import type { Revision } from '../../../server/wire/revision.ts'
import type { Fault, ServiceContent } from '../../../server/wire/source-file.ts'
import type { LibraryApi } from '../library-api.ts'
import { troubleOf, type Trouble } from './trouble.ts'
import type { Unsaved } from './unsaved.ts'
import { basisOf, contentDiffers, differ, wordsOf, writingOf, type Mode, type Words } from './words.ts'

export interface Editor {
  words: ReadonlySignal<Words>
  /** The draft on the server; null until the first save. */
  draft: ReadonlySignal<Revision | null>
  isDirty: ReadonlySignal<boolean>
  isBusy: ReadonlySignal<boolean>
  trouble: ReadonlySignal<Trouble | null>
  /** Why it cannot be proposed yet. */
  refusals: ReadonlySignal<Fault[]>
  /** Words came back that were never saved; `stale` when another text has been saved since. */
  recovered: ReadonlySignal<'fresh' | 'stale' | null>
  writeService(change: Partial<ServiceContent>): void
  writeText(text: string): void
  writeNote(note: string): void
  /** The form and the file are one text, which only the server can turn into each other: saves what is new. */
  choose(mode: Mode): Promise<void>
  /** True when the server has it. */
  save(): Promise<boolean>
  propose(): Promise<boolean>
  discard(): Promise<boolean>
  /** Back to what was saved. */
  forgetUnsaved(): void
}

interface EditorDeps {
  api: Pick<LibraryApi, 'begin' | 'change' | 'propose' | 'discard'>
  unsaved: Unsaved
  file: LibraryFileDetail
}

/** One file while somebody writes on it. */
export function createEditor({ api, unsaved, file }: EditorDeps): Editor {
  const draft = signal(file.open)
  const saved = signal(wordsOf(file, 'form'))
  const kept = unsaved.get()
  const words = signal(kept?.words ?? saved.value)
  const isDirty = computed(() => differ(words.value, saved.value))
  const isBusy = signal(false)
  const trouble = signal<Trouble | null>(null)
  const refusals = signal<Fault[]>([])
  const recovered = signal<'fresh' | 'stale' | null>(
    kept && isDirty.value ? (kept.basis === basisOf(file.open) ? 'fresh' : 'stale') : null,
  )

  function write(change: Partial<Words>): void {
    batch(() => {
      words.value = { ...words.peek(), ...change }
      trouble.value = null
      refusals.value = []
    })
    remember()
  }
  function remember(): void {
    if (isDirty.peek()) unsaved.keep({ words: words.peek(), basis: basisOf(draft.peek()) })
    else unsaved.forget()
  }
  /** What was typed while the server was busy stays typed. */
  function adopt(revision: Revision, sent: Words): void {
    const next = wordsOf({ ...file, open: revision }, sent.mode)
    batch(() => {
      draft.value = revision
      saved.value = next
      recovered.value = null
      if (words.peek() === sent) words.value = next
    })
    remember()
  }
  /** One thing at a time; what goes wrong is told. */
  async function busily(work: () => Promise<void>): Promise<boolean> {
    if (isBusy.peek()) return false
    isBusy.value = true
    trouble.value = null
    try {
      await work()
      return true
    } catch (error) {
      const told = troubleOf(error)
      batch(() => {
        trouble.value = told
        if (told.kind === 'faults') refusals.value = told.faults
      })
      return false
    } finally {
      isBusy.value = false
    }
  }
  async function store(): Promise<void> {
    const sent = words.peek()
    const open = draft.peek()
    const body = { ...writingOf(sent), note: sent.note.trim() }
    const stored = open
      ? api.change(open.id, { ...body, digest: open.digest })
      : api.begin({ path: file.path, ...body })
    adopt(await stored, sent)
  }
  const save = () => busily(store)

  return {
    words,
    draft,
    isDirty,
    isBusy,
    trouble,
    refusals,
    recovered,
    writeService(change) {
      const { service } = words.peek()
      if (service) write({ service: { ...service, ...change } })
    },
    writeText: (text) => write({ text }),
    writeNote: (note) => write({ note }),
    async choose(mode) {
      if (mode === words.peek().mode) return
      if (contentDiffers(words.peek(), saved.peek()) && !(await save())) return
      const { service, text } = saved.peek()
      if (mode === 'file' || service) words.value = { ...words.peek(), mode, service, text }
    },
    save,
    async propose() {
      if (words.peek().note.trim() === '') {
        trouble.value = { kind: 'noteMissing' }
        return false
      }
      return busily(async () => {
        if (isDirty.peek() || !draft.peek()) await store()
        const open = draft.peek()
        if (open) draft.value = await api.propose(open.id, open.digest)
      })
    },
    discard: () =>
      busily(async () => {
        const open = draft.peek()
        if (open) await api.discard(open.id)
        unsaved.forget()
        words.value = saved.peek()
      }),
    forgetUnsaved() {
      batch(() => {
        words.value = saved.peek()
        recovered.value = null
        trouble.value = null
      })
      remember()
    },
  }
}

/** What the server said last: that somebody else was faster. */
export function isOvertaken({ trouble }: Editor): boolean {
  const kind = trouble.peek()?.kind
  return kind === 'conflict' || kind === 'gone'
}
