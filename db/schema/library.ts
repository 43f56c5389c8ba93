/** The answer library where it was edited in the console. */
import type { Generated, Insertable, Selectable } from 'kysely'
import type { Millis } from './values.ts'

export interface LibraryTables {
  /** Edits of the answer library's files. One file has at most one that is open: a draft or a proposal. */
  revisions: {
    id: Generated<number>
    /** Within the library's folder: `catalogue/pbg.yaml`. */
    path: string
    state: RevisionState
    text: string
    /** What was in force when it was begun or proposed. */
    base_text: string
    note: string
    comment: string | null
    author_id: number
    approver_id: number | null
    /** Grows by one with each publication; other processes follow it. */
    published_number: number | null
    published_at: Millis | null
    /** Once the file on disk says the same, the file is in force again and may be changed there. */
    exported_at: Millis | null
    created_at: Millis
    updated_at: Millis
  }
}

export type RevisionState = 'draft' | 'proposed' | 'published' | 'discarded'

export type RevisionRow = Selectable<LibraryTables['revisions']>
export type NewRevisionRow = Insertable<LibraryTables['revisions']>
