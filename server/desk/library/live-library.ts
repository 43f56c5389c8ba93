/**
 * The answer library in force: the files on disk, and over them what two people published in the console. It is
 * renewed while the server runs; whatever cannot be taken in leaves the old answers standing and is said.
 */
import { latestPublication } from '../../../db/revisions.ts'
import { describeFault, type Library, type LibraryOptions, type Suggest } from '../../../templates/index.ts'
import type { Logger } from '../../log.ts'
import { followFiles } from './follow-files.ts'
import { createReadState, type LibraryState, type ReadStateDeps } from './library-state.ts'
import { standInFor } from './stand-in.ts'

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

/** Throws LibraryError, with file, line and reason, when the files on disk are broken. */
export async function openLiveLibrary(deps: ReadStateDeps & { log: Logger }): Promise<LiveLibrary> {
  const { db, log, dir, options = {} } = deps
  const readState = createReadState(deps)
  let state = await readState(null)
  let renewing: Promise<void> = Promise.resolve()
  const undo: (() => void)[] = []

  async function renewOnce(): Promise<void> {
    const before = state
    state = await readState(before)
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
