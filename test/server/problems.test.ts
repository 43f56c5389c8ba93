/** What is said and noted of a request that failed. */
import express, { type Express } from 'express'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterEach, expect, it } from 'vitest'
import { answerProblems } from '../../server/problems.ts'
import { readBody } from '../../server/read-body.ts'
import { waitFor } from '../_office.ts'

const lines: { route: string }[] = []
const app = (): Express => express()
let stop = () => {}
afterEach(() => {
  stop()
  lines.length = 0
})

/** Resolves with the port. */
async function listen(routes: Express): Promise<number> {
  const log = pino({}, { write: (line) => void lines.push(JSON.parse(line) as { route: string }) })
  const server = createServer(routes.use(answerProblems(log)))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  stop = () => void server.close()
  return (server.address() as AddressInfo).port
}

it('notes where a request failed, but no key by which a file is fetched', async () => {
  const port = await listen(
    app().get(['/berkas/:token', '/api/v1/tickets/:id'], () => {
      throw new Error('broken')
    }),
  )
  for (const path of ['/berkas/a.b1c2.secretsecretsecr', '/api/v1/tickets/7'])
    expect((await fetch(`http://127.0.0.1:${port}${path}`)).status).toBe(500)
  expect(lines.map(({ route }) => route)).toEqual(['/berkas/…', '/api/v1/tickets/7'])
})

it('notes no fault when somebody breaks off an upload', async () => {
  let thrown: unknown = null
  const port = await listen(
    app().post('/', (request) =>
      readBody(request, 1000).then(
        () => undefined,
        (error: unknown) => {
          thrown = error
          throw error
        },
      ),
    ),
  )
  const line = connect(port, '127.0.0.1')
  line.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\nhalf')
  setTimeout(() => line.destroy(), 100)
  await waitFor(() => thrown, 'the end of the line')
  expect(thrown).toMatchObject({ code: 'bad-request' })
  expect(lines).toEqual([])
})
