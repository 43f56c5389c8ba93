/** What is said and noted of a request that failed. */
import express from 'express'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { answerProblems } from '../../server/problems.ts'

it('notes where a request failed, but no key by which a file is fetched', async () => {
  const lines: string[] = []
  const app = express()
  app.get(['/berkas/:token', '/api/v1/tickets/:id'], () => {
    throw new Error('broken')
  })
  app.use(answerProblems(pino({}, { write: (line) => void lines.push(line) })))
  const server = createServer(app)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const path of ['/berkas/a.b1c2.secretsecretsecr', '/api/v1/tickets/7'])
    expect((await fetch(url + path)).status).toBe(500)
  server.close()
  expect(lines.map((line) => (JSON.parse(line) as { route: string }).route)).toEqual([
    '/berkas/…',
    '/api/v1/tickets/7',
  ])
})
