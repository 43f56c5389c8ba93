import { TanyaError } from '../errors.ts'

/** Lets so many work at once; the others wait in line, and when the line is too long are told to come back. */
export function createTurns(places: number, longestLine: number) {
  const line: (() => void)[] = []
  let busy = 0

  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= places) {
      if (line.length >= longestLine)
        throw new TanyaError('rate-limited', 'Too many at once. Try again in a moment.', {
          retryAfterSeconds: 5,
        })
      await new Promise<void>((go) => line.push(go)) // whoever leaves hands the place on
    } else busy++
    try {
      return await work()
    } finally {
      const next = line.shift()
      if (next) next()
      else busy--
    }
  }
}
