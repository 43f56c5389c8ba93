/** What the telephone in the browser and the command line ask the exchange for. */
import express, { type Router } from 'express'
import { z } from 'zod'
import type { Exchange } from './exchange.ts'
import type { Act } from './leg.ts'

const Ring = z.strictObject({ from: z.string().trim().min(1).max(40) })
const Acts = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('press'), keys: z.string().regex(/^[\d*#]{1,20}$/) }),
  z.strictObject({ do: z.literal('say'), words: z.string().trim().min(1).max(500) }),
  z.strictObject({ do: z.literal('silence') }),
  z.strictObject({ do: z.literal('answer') }),
  z.strictObject({ do: z.literal('decline') }),
  z.strictObject({ do: z.literal('hang-up') }),
  z.strictObject({
    do: z.literal('record'),
    words: z.string().trim().max(500).default(''),
    seconds: z.int().min(1).max(180),
    /** A WAV file in Base64; a tone in its place when there is none. */
    sound: z.base64().max(8_000_000).nullable().default(null),
  }),
])

/** Only JSON is taken: another site's page cannot send that without asking first (CORS). */
export function addCallPages(router: Router, exchange: Exchange): void {
  const json = express.json({ limit: '9mb' })
  const refuse = (response: express.Response, status: number, title: string) =>
    void response.status(status).type('application/problem+json').json({ type: 'about:blank', title, status })

  router.get('/calls', (_request, response) => void response.json(exchange.legs()))
  router.post('/calls', json, (request, response) => {
    const read = Ring.safeParse(request.body)
    if (!read.success) return refuse(response, 400, z.prettifyError(read.error))
    response.status(201).json(exchange.ring(read.data.from).view)
  })
  router.post('/calls/:sid', json, (request, response) => {
    const read = Acts.safeParse(request.body)
    const leg = exchange.find(String(request.params['sid']))
    if (!leg) return refuse(response, 404, 'Telepon ini tidak ada')
    if (!read.success) return refuse(response, 400, z.prettifyError(read.error))
    const isDone = read.data.do === 'hang-up' ? exchange.hangUp(leg.view.sid) : leg.act(actOf(read.data))
    if (!isDone) return refuse(response, 409, 'Saat ini tidak ditunggu')
    response.json(leg.view)
  })
}

function actOf(read: Exclude<z.infer<typeof Acts>, { do: 'hang-up' }>): Act {
  return read.do === 'record'
    ? { ...read, sound: read.sound ? Buffer.from(read.sound, 'base64') : null }
    : read
}
