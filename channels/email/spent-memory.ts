/**
 * What mails leave behind. V8 sees little of a buffer that nobody needs any more, and lets tens of megabytes of them pile up
 * before it looks for them. The server is run with `--expose-gc` so that it can be told (bin/server-process.mjs).
 */
import { getHeapStatistics } from 'node:v8'

const lookEveryBytes = 512 * 1024
/** So much more than the last sweep left is worth the next, which takes some 20 ms. */
const sweptAtBytes = 12 * 1024 * 1024

/** Told of each mail that was taken in; sweeps up when much has piled up. */
export function createSweeper(): (bytes: number) => void {
  let spent = 0
  let left = buffersHeld()
  return (bytes) => {
    spent += bytes
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

/** Makes room, where the process was given leave to. */
export function sweep(): void {
  globalThis.gc?.()
}

function buffersHeld(): number {
  return getHeapStatistics().external_memory
}
