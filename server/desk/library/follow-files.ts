/** Tells when the files of the answer library change on disk. */
import { existsSync, watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import { sourceFolders } from '../../../templates/index.ts'
import type { Logger } from '../../log.ts'

/** An editor or a checkout writes several files at once. */
const settleMs = 300
/** A file of the library, or one of its folders. */
const isOurs = /\.(?:yaml|mustache)$|^[a-z]+$/

/** Calls `onChange` when all is quiet again. Returns what ends it. */
export function followFiles(
  dir: string,
  { log, onChange }: { log: Logger; onChange: () => void },
): () => void {
  let timer: NodeJS.Timeout | undefined

  const warn = (err: unknown) => log.warn({ err }, 'some changes of the answer files will not be seen')

  function watchAll(): FSWatcher[] {
    return sourceFolders
      .map((folder) => join(dir, folder))
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => {
        try {
          return watch(folder, { persistent: false }, noteChange).on('error', warn)
        } catch (err) {
          warn(err) // gone in this moment, or more than the system watches
          return []
        }
      })
  }
  function noteChange(_event: string, name: string | null): void {
    if (name !== null && !isOurs.test(name)) return
    clearTimeout(timer)
    timer = setTimeout(settle, settleMs).unref()
  }
  /** A folder that was replaced is another one, of which the old watcher hears nothing. */
  function settle(): void {
    stop()
    watchers = watchAll()
    onChange()
  }
  function stop(): void {
    clearTimeout(timer)
    watchers.forEach((watcher) => watcher.close())
  }

  let watchers = watchAll()
  return stop
}
