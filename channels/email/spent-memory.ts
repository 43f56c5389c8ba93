/**
 * What mails leave behind. V8 sees little of a buffer that nobody needs any more, and lets tens of megabytes of them pile up
 * before it looks for them. The server is run with `--expose-gc` so that it can be told (bin/server-process.mjs).
 */
const sweptEveryBytes = 4 * 1024 * 1024

/** Told of each mail that was taken in; sweeps up now and then, which takes some 30 ms. */
export function createSweeper(): (bytes: number) => void {
  let spent = 0
  return (bytes) => {
    spent += bytes
    if (spent < sweptEveryBytes) return
    spent = 0
    sweep()
  }
}

/** Makes room, where the process was given leave to. */
export function sweep(): void {
  globalThis.gc?.()
}
