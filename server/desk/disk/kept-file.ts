/** Keeping a file under the name of its content, in the thread for the disk. Those that come together wait for the disk together. */
import { existsSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FileContent } from '../../../channels/contract/file-content.ts'
import { placeOf, type Shelf } from './shelf.ts'
import { digestOf, syncFolder, writeSynced } from './synced-file.ts'

export interface FileToKeep {
  shelf: Shelf
  content: FileContent
  /** Where it is known already. */
  sha256: string | null
}

/** The same bytes twice at once: neither is kept before both are on disk. */
const inHand = new Map<string, Promise<unknown>>()

/** Resolves with the SHA-256 (hex) when the file is on disk. */
export async function keepFile({ shelf, content, sha256: known }: FileToKeep): Promise<string> {
  const sha256 = known ?? digestOf(content)
  const target = placeOf(shelf, sha256)
  const keeping = inHand.get(target) ?? store(target, content, shelf).finally(() => inHand.delete(target))
  inHand.set(target, keeping)
  await keeping
  return sha256
}

async function store(target: string, content: FileContent, { isCompressed }: Shelf): Promise<void> {
  if (keptAgain(target)) return
  const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`
  try {
    await writeSynced(temporary, content, isCompressed)
    renameSync(temporary, target)
  } catch (error) {
    // On a full disk a torn file would take the room that is left.
    rmSync(temporary, { force: true })
    throw error
  }
  await syncFolder(dirname(target))
}

/** True when it is there; its time says from now on when it was last wanted. */
function keptAgain(path: string): boolean {
  // Mostly it is not, and an error is dearer than a look.
  if (!existsSync(path)) return false
  const now = new Date()
  try {
    utimesSync(path, now, now)
    return true
  } catch {
    // Somebody else's, as after a restored backup: it is there, and its time is only for dropping it.
    return existsSync(path)
  }
}
