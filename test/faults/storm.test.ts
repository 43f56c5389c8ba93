/** The storm of `npm run bench -- chat-storm`, smaller: lines cut at random, a server killed in the middle. */
import { expect, it } from 'vitest'
import { storm } from '../../bench/storm/storm.ts'
import { freePort, signIn } from '../_office.ts'
import { scratchDir, startServer, type Server } from './_server.ts'
import { admin } from '../_office.ts'

it('ends with the same thread on every side, in order, nothing lost and nothing doubled', async () => {
  const scratch = scratchDir()
  const vars = { PORT: String(await freePort()), DATA_DIR: scratch.path, LOG_LEVEL: 'silent' }
  let server: Server = await startServer(scratch.path, vars)
  try {
    const agents = [1, 2].map(async () => (await signIn(server.url, admin.email, admin.password)).cookie)
    const result = await storm(
      {
        url: server.url,
        async killAndRestart() {
          await server.stop('SIGKILL')
          server = await startServer(scratch.path, vars)
        },
      },
      await Promise.all(agents),
      { messages: 600, visitors: 10, agents: 2, kills: 3 },
    )
    expect(result.messages).toBeGreaterThanOrEqual(600)
    expect(result.kills).toBe(3)
  } finally {
    await server.stop()
    scratch.remove()
  }
}, 300_000)
