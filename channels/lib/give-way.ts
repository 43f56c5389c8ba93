/**
 * Who answers people goes first: on two cores that are both busy, the event loop would else wait a third of its time for
 * threads that can wait. Only Linux gives each thread a priority of its own (setpriority(2), NOTES); elsewhere nothing is done.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/** A third of the share of who did not give way. */
const steps = 5
const lowest = 19

/** For a thread to say of itself, once. */
export function giveWay(): void {
  lower(thisThread)
}

/** Of V8's own threads, which compile and clean up; they are there from the beginning. */
export function letHelpersGiveWay(): void {
  for (const thread of threads()) if (nameOf(thread) === 'V8Worker') lower(thread)
}

const thisThread = 0

function lower(thread: number): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(thread, Math.min(getPriority(thread) + steps, lowest))
  } catch {
    // Where the system does not let us, all are alike.
  }
}

function threads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number)
  } catch {
    return []
  }
}

function nameOf(thread: number): string | null {
  try {
    return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim()
  } catch {
    return null
  }
}
