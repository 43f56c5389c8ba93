/** What a screen of the desk asks for: checked, done at once, and acknowledged where it wants to know. */
import type { Socket } from 'socket.io'
import type { z } from 'zod'
import type { DeskCommands } from '../wire/desk-socket.ts'

export function createCommands(socket: Pick<Socket, 'on' | 'onAny'>) {
  const known = new Set<string>()

  socket.onAny((event: string, ...args: unknown[]) => {
    if (!known.has(event)) acknowledge(args, refusal('unknown-event', 'There is no such event.'))
  })

  return function on<S extends z.ZodType>(
    command: keyof DeskCommands,
    schema: S,
    handle: (payload: z.infer<S>) => void,
  ): void {
    known.add(command)
    socket.on(command, (...args: unknown[]) => {
      const payload = schema.safeParse(typeof args[0] === 'function' ? undefined : args[0])
      if (!payload.success) return acknowledge(args, refusal('invalid', 'The payload is malformed.'))
      handle(payload.data)
      acknowledge(args, { ok: true })
    })
  }
}

function acknowledge(args: unknown[], answer: object): void {
  const ack = args.find((one) => typeof one === 'function')
  if (ack) ack(answer)
}

function refusal(code: string, message: string) {
  return { ok: false, error: { code, message } }
}
