/** What the telephone in the browser and the command line ask the exchange for. */
import express, { type Router } from 'express'
import { z } from 'zod'
import type { Exchange } from './exchange.ts'
import type { Act, Leg, LegView } from './leg.ts'

const Ring = z.strictObject({ from: z.string().trim().min(1).max(40) })
const Acts = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('press'), keys: z.string().regex(/^[\d*#]{1,20}$/) }),
  z.strictObject({ do: z.literal('say'), words: z.string().trim().min(1).max(500) }),
  z.strictObject({ do: z.literal('silence') }),
  z.strictObject({ do: z.literal('answer') }),
  z.strictObject({ do: z.literal('decline') }),
  z.strictObject({ do: z.literal('hang-up') }),
  z.strictObject({ do: z.literal('mute'), on: z.boolean() }),
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

  /** An officer's browser as a telephone: what rings there and how it goes on, as it happens (server-sent events). */
  router.get('/softphone/:identity', (request, response) => {
    response.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
    const to = `client:${request.params.identity}`
    let told = ''
    const tell = () => {
      const legs = exchange.legs().filter((leg) => leg.to === to && !isOver(leg))
      const now = JSON.stringify(
        legs.map(({ sid, awaits, isMuted }) => ({ sid, awaits: awaits?.kind ?? null, isMuted })),
      )
      if (now !== told) response.write(`data: ${(told = now)}\n\n`)
    }
    tell()
    response.on('close', exchange.onChange(tell))
  })

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
    if (!perform(exchange, leg, read.data)) return refuse(response, 409, 'Saat ini tidak ditunggu')
    response.json(leg.view)
  })
}

const isOver = ({ state }: LegView) => state !== 'ringing' && state !== 'in-progress'

/** False when nothing of the kind is waited for now. */
function perform(exchange: Exchange, leg: Leg, wanted: z.infer<typeof Acts>): boolean {
  if (wanted.do === 'hang-up') return exchange.hangUp(leg.view.sid)
  if (wanted.do !== 'mute') return leg.act(actOf(wanted))
  leg.place({ isMuted: wanted.on })
  return true
}

function actOf(read: Exclude<z.infer<typeof Acts>, { do: 'hang-up' | 'mute' }>): Act {
  return read.do === 'record'
    ? { ...read, sound: read.sound ? Buffer.from(read.sound, 'base64') : null }
    : read
}
