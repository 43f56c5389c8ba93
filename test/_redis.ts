/** A real Redis (Debian's) in the foreground on a free port. */
import { spawn } from 'node:child_process'
import { createClient } from 'redis'
import { freePort, waitFor } from './_office.ts'

export async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const server = spawn('redis-server', args, { stdio: 'ignore' })
  const url = `redis://127.0.0.1:${port}`
  await waitFor(() => answers(url), 'Redis')
  return {
    url,
    async stop() {
      const gone = new Promise((done) => server.once('exit', done))
      server.kill()
      await gone
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    client.destroy()
  }
}
