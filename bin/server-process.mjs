// How the server's process is run, so that it stays small: what V8 and malloc hold in reserve is most of it.
import { join } from 'node:path'

/** What is run: `main.js`, and `cli.js` for the operator (`bundle.mjs`). */
export const serverDir = join(import.meta.dirname, '..', 'server', 'dist')

/**
 * New objects get 12 MiB in place of 48: what lives longer is moved on, and collected when it has grown by half; left to
 * itself V8 looks through all of a small heap for every 3 MB. What is left of so little is moved sooner by the thread itself than
 * by helpers that must be woken, and take its core. `gc` is for whoever knows that much was left behind.
 */
export const serverFlags = [
  '--max-semi-space-size=4',
  '--heap-growing-percent=50',
  '--no-parallel-scavenge',
  '--expose-gc',
]

export const serverEnv = {
  // glibc gives each thread an arena of its own, eight a core, and returns little of any.
  MALLOC_ARENA_MAX: '2',
  // Large attachments go back to the system when they are done with. Below that, asking it for each costs more than it saves:
  // to compress a mail took a tenth of a millisecond longer.
  MALLOC_MMAP_THRESHOLD_: '65536',
  MALLOC_TRIM_THRESHOLD_: '65536',
}
