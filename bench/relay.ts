/**
 * The peer `chat` is held against, in a process of its own: Socket.IO alone, a citizen's message handed on to the
 * agents and acknowledged, nothing kept. `fork`ed; says its port once it listens.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { serveClient: false })
const desk = io.of('/desk')

io.of('/chat').on('connection', (socket) => {
  socket.on('start', (_payload: unknown, ack: (answer: object) => void) => ack({ ok: true }))
  socket.on('message', (message: object, ack: (answer: object) => void) => {
    desk.emit('message:created', { message })
    ack({ ok: true, message })
  })
})
process.on('disconnect', () => process.exit(0))
http.listen(0, '127.0.0.1', () => process.send?.((http.address() as AddressInfo).port))
