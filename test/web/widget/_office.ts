/** The office's end of the line: a real Socket.IO server that keeps a thread, and can be told to misbehave. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import type { Ack } from '../../../channels/chat/protocol.ts'
import type { ChatCommands, ChatEvents } from '../../../server/wire/chat-socket.ts'
import type { Message } from '../../../server/wire/message.ts'
import { fromOffice, message } from './_cast.ts'

type Refusal = { code: string; message: string }

export async function openOffice(port = 0, thread: Message[] = []) {
  const http = createServer()
  const io = new Server<ChatCommands, ChatEvents>(http)
  const chat = io.of('/chat')
  const office = {
    thread,
    /** What the server was sent, repetitions and all. */
    heard: [] as string[],
    auths: [] as object[],
    readSeq: 0,
    endings: 0,
    ratings: [] as number[],
    /** How many of the next acknowledgements get lost on the way. */
    lostAcks: 0,
    refusals: [] as Refusal[],
    port: 0,
    say(text: string) {
      const said = fromOffice(thread.length + 1, { text })
      thread.push(said)
      chat.emit('message', said)
    },
    typing: (name: string) => chat.emit('typing', { on: true, name }),
    hangUp: () => chat.disconnectSockets(true),
    close: () => io.close(),
  }

  function take(clientId: string, text: string, answer: (ack: Ack<{ message: Message }>) => void): void {
    office.heard.push(text)
    const refusal = office.refusals.shift()
    if (refusal) return answer({ ok: false, error: refusal })
    const known = thread.find((one) => one.clientId === clientId)
    const stored = known ?? message(thread.length + 1, { clientId, text })
    if (!known) thread.push(stored)
    if (office.lostAcks-- > 0) return
    answer({ ok: true, message: stored })
  }

  chat.use((socket, next) => {
    const { token } = socket.handshake.auth as { token?: string }
    office.auths.push(socket.handshake.auth)
    if (token === undefined || token === 'kunci') next()
    else next(Object.assign(new Error('no such conversation'), { data: { code: 'unauthorized' } }))
  })
  chat.on('connection', (socket) => {
    const { token, afterSeq = 0 } = socket.handshake.auth as { token?: string; afterSeq?: number }
    if (token !== undefined) {
      socket.emit('sync', {
        messages: thread.filter(({ seq }) => seq > afterSeq),
        ticket: { number: '26-00001' },
      })
    }
    socket.on('start', ({ clientId, text }, ack) =>
      take(clientId, text, (result) =>
        ack(result.ok ? { ...result, token: 'kunci', ticket: { number: '26-00001' } } : result),
      ),
    )
    socket.on('message', ({ clientId, text }, ack) => take(clientId, text, ack))
    socket.on('read', ({ seq }) => (office.readSeq = seq))
    socket.on('rate', ({ score }, ack) => {
      office.ratings.push(score)
      ack?.({ ok: true })
    })
    socket.on('end', (_payload, ack) => {
      office.endings++
      ack?.({ ok: true })
    })
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  office.port = (http.address() as AddressInfo).port
  return office
}

export type Office = Awaited<ReturnType<typeof openOffice>>
