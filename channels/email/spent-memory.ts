/**
 * What mails leave behind. V8 sees little of a buffer that nobody needs any more: it lets tens of megabytes of them pile up, and
 * then searches all there is for them. So memory that a mail had to itself is given back as soon as the mail is done with.
 * Shared memory cannot be; for that the server is run with `--expose-gc` and looks itself (bin/server-process.mjs).
 */
import { getHeapStatistics } from 'node:v8'

const lookEveryBytes = 512 * 1024
/** So much more than the last sweep left is worth the next, which takes some 20 ms. */
const sweptAtBytes = 12 * 1024 * 1024

/** Told of what nobody reads any more: whoever still does finds it empty. Sweeps up when much has piled up. */
export function createSweeper(): (read: Uint8Array[]) => void {
  let spent = 0
  let left = buffersHeld()
  return (read) => {
    for (const bytes of read) if (!giveBack(bytes)) spent += bytes.length
    if (spent < lookEveryBytes) return
    spent = 0
    const held = buffersHeld()
    left = Math.min(left, held)
    if (held - left < sweptAtBytes) return
    sweep()
    // Most of it may be mails that are still being taken in.
    left = buffersHeld()
  }
}

/** False for shared memory, which cannot be. */
export function giveBack(bytes: Uint8Array): boolean {
  const { buffer } = bytes
  if (buffer instanceof SharedArrayBuffer) return false
  // A small one lies in memory that Node shares out.
  if (bytes.length > 0 && buffer.byteLength === bytes.length) buffer.transfer(0)
  return true
}

const spared = new Set<() => Promise<void>>()

/** `giveUp` ends what can be begun again at any time; it is called before a large mail comes. Returns how to take that back. */
export function sparedForLargeMails(giveUp: () => Promise<void>): () => void {
  spared.add(giveUp)
  return () => spared.delete(giveUp)
}

/** For a large mail: it is there beside what was left behind, and beside what could be spared. */
export async function makeRoom(): Promise<void> {
  await Promise.all([...spared].map((giveUp) => giveUp()))
  sweep()
}

/** Where the process was given leave to. */
function sweep(): void {
  globalThis.gc?.()
}

function buffersHeld(): number {
  return getHeapStatistics().external_memory
}
