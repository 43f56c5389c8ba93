/**
 * The answer library in force: the files on disk, and over them what two people published in the console. It is
 * renewed while the server runs; whatever cannot be taken in leaves the old answers standing and is said.
 */
import { relative } from 'node:path'
import type { Db } from '../../../db/index.ts'
import { latestPublication, listPublished, listTextsOf, markExported } from '../../../db/revisions.ts'
import type { RevisionRow } from '../../../db/schema/library.ts'
import {
  describeFault,
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
import type { Logger } from '../../log.ts'
import { followFiles } from './follow-files.ts'

/** How soon what another process published is in force here. */
const pollMs = 2_000

export interface LiveLibrary {
  /** These two always speak of what is in force now, so they may be held for good. */
  library: Library
  suggest: Suggest
  options: Readonly<LibraryOptions>
  state(): Readonly<LibraryState>
  /** Reads files and publications anew. Keeps the old answers when they cannot be taken in. */
  renew(): Promise<void>
  /** Follows the files and other processes' publications. */
  start(): void
  stop(): void
}

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

interface LiveLibraryDeps {
  db: Db
  log: Logger
  dir: string
  options?: LibraryOptions
  makeSuggest: (library: Library) => Suggest
}

/** Throws LibraryError, with file, line and reason, when the files on disk are broken. */
export async function openLiveLibrary(deps: LiveLibraryDeps): Promise<LiveLibrary> {
  const { db, log, dir, options = {}, makeSuggest } = deps
  let state = await read(null)
  let renewing: Promise<void> = Promise.resolve()
  const undo: (() => void)[] = []

  async function read(before: LibraryState | null): Promise<LibraryState> {
    const publication = await latestPublication(db.read)
    const { onDisk, faults: unread } = readDisk(before)
    const edits = await editsOver(onDisk)
    const sources = new Map([...onDisk, ...edits.map(({ path, text }): [string, string] => [path, text])])
    const overtaken = await overtakenOf(edits, onDisk)
    const read = (from: Sources) => readLibrary(from, { ...options, known: before?.entries })
    const whole = read(sources)
    if (whole.library) return stateOf(whole.library, { sources, entries: whole.entries, faults: unread })
    const faults = [...unread, ...whole.faults]
    if (before) {
      // What two people approved does not wait for a file that is broken.
      const kept = new Map([
        ...before.sources,
        ...edits.map(({ path, text }): [string, string] => [path, text]),
      ])
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

  function readDisk(before: LibraryState | null): Pick<LibraryState, 'onDisk' | 'faults'> {
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
  async function editsOver(onDisk: Sources): Promise<RevisionRow[]> {
    const pending = (await listPublished(db.read)).filter((row) => row.exported_at === null)
    const caughtUp = pending.filter((row) => onDisk.get(row.path) === row.text).map((row) => row.id)
    if (caughtUp.length > 0) await db.write((tx) => markExported(tx, caughtUp, Date.now()))
    return pending.filter((row) => !caughtUp.includes(row.id))
  }

  async function overtakenOf(edits: RevisionRow[], onDisk: Sources): Promise<string[]> {
    const found: string[] = []
    for (const { path } of edits) {
      const known = await listTextsOf(db.read, path)
      if (onDisk.has(path) && !known.includes(onDisk.get(path) ?? '')) found.push(path)
    }
    return found
  }

  async function renewOnce(): Promise<void> {
    const before = state
    state = await read(before)
    const told = new Set(before.faults.map(describeFault))
    for (const fault of state.faults)
      if (!told.has(describeFault(fault)))
        log.error(
          { fault: describeFault(fault) },
          'the answer library cannot be renewed; the old answers stay',
        )
    if (state.library !== before.library) log.info('the answer library was renewed')
  }

  function renew(): Promise<void> {
    renewing = renewing.catch(() => {}).then(renewOnce)
    return renewing
  }
  const renewLater = () =>
    void renew().catch((err: unknown) => log.error({ err }, 'the answer library could not be read'))

  function followPublications(): () => void {
    const timer = setInterval(() => {
      latestPublication(db.read).then(
        (latest) => latest !== state.publication && renewLater(),
        () => {}, // a database that is away is told of elsewhere
      )
    }, pollMs).unref()
    return () => clearInterval(timer)
  }

  return {
    library: standInFor(() => state.library),
    suggest: (text, suggestOptions) => state.suggest(text, suggestOptions),
    options,
    state: () => state,
    renew,
    start: () => void undo.push(followFiles(dir, { log, onChange: renewLater }), followPublications()),
    stop: () => undo.splice(0).forEach((step) => step()),
  }
}

/** A library that always passes on to the one in force. */
function standInFor(current: () => Library): Library {
  return {
    get services() {
      return current().services
    },
    get office() {
      return current().office
    },
    get whatsappTemplates() {
      return current().whatsappTemplates
    },
    get calendar() {
      return current().calendar
    },
    get phoneTopics() {
      return current().phoneTopics
    },
    message: (name, facts) => current().message(name, facts),
    say: (phrase, language, facts) => current().say(phrase, language, facts),
    answer: (id, options) => current().answer(id, options),
    hasAnswer: (id) => current().hasAnswer(id),
    statusOf: (service) => current().statusOf(service),
    isOffered: (service) => current().isOffered(service),
  }
}
