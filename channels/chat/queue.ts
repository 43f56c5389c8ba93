/**
 * Tells waiting windows their place. Every process asks the database itself and speaks to its own windows, so
 * several need nothing between them; what happens within half a second is one look.
 */
import type { Log } from '../contract/channel.ts'
import type { Audience, ThreadMessage } from './audience.ts'
import type { WaitingLine } from './conversations.ts'

const gatherMs = 500

export type Queue = ReturnType<typeof createQueue>

export function createQueue<M extends ThreadMessage>(deps: {
  audience: Audience<M>
  waitingLine: () => Promise<WaitingLine>
  log: Log
}) {
  const { audience, waitingLine, log } = deps
  let timer: NodeJS.Timeout | null = null
  let telling: Promise<void> = Promise.resolve()

  async function tell(): Promise<void> {
    const { places, secondsEach } = await waitingLine()
    const placeOf = new Map(
      places.map(({ ticketId, isStaffed: staffed }, index) => {
        const position = index + 1
        return [ticketId, { position, waitSeconds: position * secondsEach, staffed }]
      }),
    )
    audience.tellPlaces((ticketId) => placeOf.get(ticketId) ?? null)
  }

  return {
    /** Somebody came, was answered or left: soon everybody hears where they stand now. */
    changed(): void {
      if (audience.isEmpty()) return
      timer ??= setTimeout(() => {
        timer = null
        telling = tell().catch((err: unknown) => log.error({ err }, 'the queue could not be told'))
      }, gatherMs)
    },
    async stop(): Promise<void> {
      if (timer) clearTimeout(timer)
      await telling
    },
  }
}
