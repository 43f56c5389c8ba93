/** The telephone exchange of the local Twilio: rings the office for citizens, and telephones for the office. */
import { EventEmitter, once } from 'node:events'
import { toE164 } from '../../channels/lib/phone.ts'
import type { Faults, SimulatorOptions } from '../index.ts'
import { newSid, postWebhook } from '../post-webhook.ts'
import { createDial } from './dial.ts'
import { createLeg, HungUp, Redirected, type Leg, type LegView } from './leg.ts'
import type { LineDeps } from './line-deps.ts'
import { createRecordings } from './recordings.ts'
import { createRooms } from './rooms.ts'
import { runTwiml } from './run-twiml.ts'

const mostLegs = 200
const voicePath = '/webhooks/twilio/voice'

export interface Ordered {
  to: string
  from: string
  url: string
  statusCallback: string | null
  timeoutSeconds: number
}

export type Exchange = ReturnType<typeof createExchange>

export function createExchange(options: SimulatorOptions, faults: Faults) {
  const legs: Leg[] = []
  const parents = new Map<string, string>()
  const news = new EventEmitter()
  news.setMaxListeners(100)
  const recordings = createRecordings(options.accountSid, faults)
  const secondMs = options.secondMs ?? null
  const base = options.webhookBaseUrl.replace(/\/+$/, '')

  const rooms = createRooms(post, faults)
  const deps: LineDeps = {
    recordings,
    rooms,
    secondMs,
    dial: createDial({
      open,
      run: (leg, url) => runTwiml(leg, url, deps),
      goOn: (leg, url) => void carryOn(leg, url, {}, null),
      post,
      secondMs,
    }),
    post: async (leg, url, fields = {}) => {
      const isFirst = leg.view.state === 'ringing'
      const body = await post(leg, url, fields)
      if (isFirst && leg.view.state === 'ringing') leg.change('in-progress')
      return body
    },
  }

  function open(about: Pick<LegView, 'direction' | 'from' | 'to'>, parent?: Leg): Leg {
    const leg = createLeg({ sid: newSid('CA'), ...about }, () => news.emit('change'))
    if (parent) parents.set(leg.view.sid, parent.view.sid)
    legs.push(leg)
    if (legs.length > mostLegs) legs.shift()
    news.emit('change')
    return leg
  }

  async function post(leg: Leg, url: string, fields: Record<string, string> = {}): Promise<string> {
    const parent = parents.get(leg.view.sid)
    const all = { ...fieldsOf(leg.view), ...(parent && { ParentCallSid: parent }), ...fields }
    const answer = await postWebhook(url, options.authToken, all).catch(() => ({ status: 0, body: '' }))
    leg.answered(answer.status)
    if (answer.status === 200) return answer.body
    leg.hear('line', `An application error has occurred (11200: HTTP ${answer.status})`)
    throw new HungUp('office')
  }

  function fieldsOf(view: LegView): Record<string, string> {
    return {
      ...{ CallSid: view.sid, AccountSid: options.accountSid, ApiVersion: '2010-04-01' },
      ...{ From: view.from, To: view.to, Caller: view.from, Called: view.to, CallStatus: view.state },
      ...{ FromCountry: 'ID', FromCity: '', FromState: '', FromZip: '' },
      ...{ ToCountry: 'ID', ToCity: '', ToState: '', ToZip: '' },
      Direction: view.direction === 'inbound' ? 'inbound' : 'outbound-api',
    }
  }

  async function carryOn(
    leg: Leg,
    url: string,
    fields: Record<string, string>,
    statusUrl: string | null,
  ): Promise<void> {
    const begun = Date.now()
    try {
      await runTwiml(leg, url, deps, fields)
    } catch (error) {
      if (!(error instanceof HungUp)) leg.hear('line', error instanceof Error ? error.message : String(error))
    }
    if (leg.view.state !== 'completed') leg.change('completed')
    leg.stop(new HungUp())
    const seconds = Math.max(1, Math.round((Date.now() - begun) / (secondMs ?? 1000)))
    if (statusUrl) await tellStatus(leg, statusUrl, { CallDuration: String(seconds), Duration: '1' })
  }

  async function tellStatus(leg: Leg, url: string, fields: Record<string, string> = {}): Promise<void> {
    if (faults.areReportsLost) return
    await post(leg, url, { ...fields, CallbackSource: 'call-progress-events' }).catch(() => undefined)
  }

  async function order(leg: Leg, { url, statusCallback, timeoutSeconds }: Ordered): Promise<void> {
    if (statusCallback) await tellStatus(leg, statusCallback)
    const act = await leg
      .await({ kind: 'answer' }, secondMs === null ? null : timeoutSeconds * secondMs)
      .catch(() => ({ do: 'hang-up' }))
    if (act.do === 'answer') {
      leg.change('in-progress')
      if (statusCallback) await tellStatus(leg, statusCallback)
      return carryOn(leg, url, {}, statusCallback)
    }
    leg.change(act.do === 'decline' ? 'busy' : act.do === 'silence' ? 'no-answer' : 'canceled')
    if (statusCallback) await tellStatus(leg, statusCallback)
  }

  return {
    recordings,
    rooms,
    legs: (): LegView[] => legs.map((leg) => leg.view),
    /** Gives back how to stop hearing of every change on every line. */
    onChange(listener: () => void): () => void {
      news.on('change', listener)
      return () => news.off('change', listener)
    },
    find: (sid: string) => legs.find((leg) => leg.view.sid === sid),
    /** A citizen rings the office; `extra` adds to or replaces the first webhook's fields. Throws when the office has no number. */
    ring(from: string, extra: Record<string, string> = {}): Leg {
      const to = options.numbers.sms
      if (to === null) throw new Error('Kantor tidak punya nomor telepon')
      const leg = open({ direction: 'inbound', from: toE164(from) ?? from, to })
      void carryOn(leg, base + voicePath, extra, `${base}${voicePath}/status`)
      return leg
    },
    /** The telephone with this number, once it rings. */
    async ringingAt(number: string, timeoutMs = 10_000): Promise<Leg> {
      const signal = AbortSignal.timeout(timeoutMs)
      for (;;) {
        const found = legs.find(({ view }) => view.to === number && view.awaits?.kind === 'answer')
        if (found) return found
        await once(news, 'change', { signal }).catch(() => {
          throw new Error(`${number} never rang`)
        })
      }
    },
    /** By REST: the office has somebody rung. */
    order(ordered: Ordered): LegView {
      const leg = open({ direction: 'outbound', from: ordered.from, to: ordered.to })
      void order(leg, ordered)
      return leg.view
    },
    /** By REST: false when the call is over. */
    redirect(sid: string, url: string | null): boolean {
      const leg = legs.find((one) => one.view.sid === sid)
      if (!leg || leg.isHungUp()) return false
      leg.stop(url === null ? new HungUp('office') : new Redirected(url))
      return true
    },
    hangUp(sid: string): boolean {
      const leg = legs.find((one) => one.view.sid === sid)
      if (!leg || leg.isHungUp()) return false
      leg.hear('line', '✕')
      leg.stop(new HungUp())
      return true
    },
  }
}
