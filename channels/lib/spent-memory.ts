/**
 * What mails and files leave behind. V8 sees little of a buffer that nobody needs any more: it lets tens of megabytes of them
 * pile up, and then searches all there is for them. So memory that a mail had to itself is given back as soon as the mail is done with.
 * Shared memory cannot be; for that the server is run with `--expose-gc` and looks itself (bin/server-process.mjs).
 */
const largeBytes = 4 * 1024 * 1024
/** So much is worth a look at all there is, which takes some 20 ms. */
const sweptAtBytes = 12 * 1024 * 1024

/** Told of what nobody reads any more: whoever still does finds it empty. Sweeps up when much of it could not be given back. */
export function createSweeper(): (read: Uint8Array[]) => void {
  let spent = 0
  return (read) => {
    for (const bytes of read) if (!giveBack(bytes)) spent += bytes.length
    if (spent < sweptAtBytes) return
    spent = 0
    // Whoever tells of it has it in hand still.
    setImmediate(() => globalThis.gc?.())
  }
}

/** False for shared memory, which cannot be, and for a part of something larger. */
export function giveBack({ buffer, length }: Uint8Array): boolean {
  if (buffer instanceof SharedArrayBuffer || length === 0 || buffer.byteLength !== length) return false
  buffer.transfer(0)
  return true
}

/** Before a large mail is held: what V8 has in reserve goes back to the system too, some 20 MB. Takes three times as long. */
export function makeRoomFor(bytes: number): void {
  if (bytes > largeBytes) globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
