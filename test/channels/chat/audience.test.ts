/** A window that comes back is told each place once, whatever happens while it asks for what it missed. */
import { expect, it } from 'vitest'
import type { Socket } from 'socket.io'
import { createAudience, type ThreadMessage } from '../../../channels/chat/audience.ts'

const message = (seq: number): ThreadMessage => ({
  ...{ id: seq, ticketId: 1, seq, clientId: null },
  ...{ direction: 'outbound', author: { name: 'Sari' } },
})

it('is told once of what is written while its past is read', async () => {
  const told: number[] = []
  const socket = { emit: (name: string, { seq }: ThreadMessage) => name === 'message' && told.push(seq) }
  let answer: (missed: ThreadMessage[]) => void = () => undefined
  const audience = createAudience(() => new Promise<ThreadMessage[]>((done) => (answer = done)))
  const listener = audience.join(socket as unknown as Socket, 1, 1, false)
  const caughtUp = audience.catchUp(listener, (missed) => told.push(...missed.map(({ seq }) => seq)))
  // Committed before the past is read, so it is in both; the next one after.
  audience.tell(message(2))
  audience.tell(message(3))
  answer([message(2)])
  await caughtUp
  audience.tell(message(3))
  audience.tell(message(4))
  expect(told).toEqual([2, 3, 4])
})
