/** The events of one window: handled one after another, as a person wrote them, and each one acknowledged, whatever happens. */
import type { Socket } from 'socket.io'
import type { z } from 'zod'
import type { Ack, Refusal } from './protocol.ts'
import { ChatError } from './understand.ts'

/** Events that may wait for those before them. */
const longestLine = 500

export type On = <S extends z.ZodType>(
  event: string,
  schema: S,
  handle: (payload: z.infer<S>) => Promise<object>,
) => void

export function createLine(socket: Socket, explain: (error: unknown) => Refusal) {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  const events = new Set<string>()

  const on: On = (event, schema, handle) => {
    events.add(event)
    socket.on(event, (...args: unknown[]) => {
      const ack = args.at(-1)
      const answer = (result: Ack) => (typeof ack === 'function' ? (ack(result) as void) : undefined)
      const payload = typeof args[0] === 'function' ? undefined : args[0]
      if (waiting >= longestLine) {
        const error = { code: 'rate-limited', message: 'Terlalu banyak pesan. Coba lagi sebentar lagi.' }
        return answer({ ok: false, error })
      }
      waiting++
      last = last
        .then(() => handle(parsed(schema, payload)))
        .then((result) => answer({ ok: true, ...result }))
        .catch((error: unknown) => answer({ ok: false, error: explain(error) }))
        .finally(() => waiting--)
    })
  }

  socket.onAny((event: string, ...args: unknown[]) => {
    const ack = args.at(-1)
    if (events.has(event) || typeof ack !== 'function') return
    const error = { code: 'unknown-event', message: 'Perintah ini tidak dikenal.' }
    ack({ ok: false, error } satisfies Ack)
  })

  return {
    on,
    /** Whatever comes waits for this first. */
    begin(work: Promise<unknown>): void {
      last = work
    },
  }
}

function parsed<S extends z.ZodType>(schema: S, payload: unknown): z.infer<S> {
  const result = schema.safeParse(payload)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.')
  throw new ChatError('invalid', `${where ? `${where}: ` : ''}${issue?.message ?? 'invalid'}`)
}
