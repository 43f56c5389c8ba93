/** What is in force: the files on disk, and over them what was published and has not reached the disk yet. */
import { relative } from 'node:path'
import type { Db } from '../../../db/index.ts'
import { latestPublication, listPublished, listTextsOf, markExported } from '../../../db/revisions.ts'
import type { RevisionRow } from '../../../db/schema/library.ts'
import {
  faultsIn,
  LibraryError,
  readLibrary,
  readSources,
  type CatalogueEntry,
  type Fault,
  type Library,
  type LibraryOptions,
  type Sources,
  type Suggest,
} from '../../../templates/index.ts'

export interface LibraryState {
  library: Library
  suggest: Suggest
  /** What is in force, and what the disk has. */
  sources: Sources
  onDisk: Sources
  /** The services as they were read from `sources`. */
  entries: ReadonlyMap<string, CatalogueEntry>
  /** Why something could not be taken in. */
  faults: Fault[]
  /** Files changed on disk after they were edited here: the edit, which two people approved, stays in force. */
  overtaken: string[]
  publication: number
}

export interface ReadStateDeps {
  db: Db
  dir: string
  options?: LibraryOptions
  makeSuggest: (library: Library) => Suggest
}

/** Reads anew, and keeps of the state before what cannot be taken in. Without one it throws LibraryError instead. */
export function createReadState({ db, dir, options = {}, makeSuggest }: ReadStateDeps) {
  return async function readState(before: LibraryState | null): Promise<LibraryState> {
    const publication = await latestPublication(db.read)
    const { onDisk, faults: unread } = readDisk(dir, before)
    const edits = await editsOver(db, onDisk)
    const sources = withEdits(onDisk, edits)
    const overtaken = await overtakenOf(db, edits, onDisk)
    const read = (from: Sources) => readLibrary(from, { ...options, known: before?.entries })
    const whole = read(sources)
    if (whole.library) return stateOf(whole.library, { sources, entries: whole.entries, faults: unread })
    const faults = [...unread, ...whole.faults]
    if (before) {
      // What two people approved does not wait for a file that is broken.
      const kept = withEdits(before.sources, edits)
      const { library, entries } = publication > before.publication ? read(kept) : { library: null }
      if (library) return stateOf(library, { sources: kept, entries, faults })
      return { ...before, onDisk, overtaken, publication, faults }
    }
    // An update broke with what was published: better the files alone than no office, and it is said.
    const alone = read(onDisk)
    if (!alone.library) throw new LibraryError(faultsIn(dir, alone.faults))
    return stateOf(alone.library, { sources: onDisk, entries: alone.entries, faults })

    function stateOf(
      library: Library,
      rest: Pick<LibraryState, 'sources' | 'entries' | 'faults'>,
    ): LibraryState {
      return { library, suggest: makeSuggest(library), onDisk, overtaken, publication, ...rest }
    }
  }
}

function readDisk(dir: string, before: LibraryState | null): Pick<LibraryState, 'onDisk' | 'faults'> {
  try {
    return { onDisk: readSources(dir), faults: [] }
  } catch (err) {
    if (!before) throw err
    const { code, path } = err as NodeJS.ErrnoException
    const fault = { file: path ? relative(dir, path) : '.', line: 1, message: `cannot be read (${code})` }
    return { onDisk: before.onDisk, faults: [fault] }
  }
}

/** What was published and is not yet on disk. A file that has caught up may be changed there again. */
async function editsOver(db: Db, onDisk: Sources): Promise<RevisionRow[]> {
  const pending = (await listPublished(db.read)).filter((row) => row.exported_at === null)
  const caughtUp = pending.filter((row) => onDisk.get(row.path) === row.text).map((row) => row.id)
  if (caughtUp.length > 0) await db.write((tx) => markExported(tx, caughtUp, Date.now()))
  return pending.filter((row) => !caughtUp.includes(row.id))
}

function withEdits(sources: Sources, edits: RevisionRow[]): Sources {
  return new Map([...sources, ...edits.map(({ path, text }): [string, string] => [path, text])])
}

async function overtakenOf(db: Db, edits: RevisionRow[], onDisk: Sources): Promise<string[]> {
  const found: string[] = []
  for (const { path } of edits) {
    const known = await listTextsOf(db.read, path)
    if (onDisk.has(path) && !known.includes(onDisk.get(path) ?? '')) found.push(path)
  }
  return found
}
