/** `<Dial>`: rings telephones, plays each what its `url` says, and lets the first who stays talk with the caller. */
import { HungUp, Redirected, type Act, type Leg, type LegView } from './leg.ts'
import type { LineDeps } from './line-deps.ts'
import type { Element } from './twiml.ts'

interface DialDeps extends Pick<LineDeps, 'secondMs'> {
  open(about: Pick<LegView, 'direction' | 'from' | 'to'>, parent: Leg): Leg
  run(leg: Leg, url: string): Promise<void>
  /** A telephone that was dialled goes its own way, by REST. */
  goOn(leg: Leg, url: string): void
  post(leg: Leg, url: string, fields?: Record<string, string>): Promise<string>
}

export function createDial({ open, run, goOn, post, secondMs }: DialDeps): LineDeps['dial'] {
  return async function dial(caller, verb, url) {
    const from = verb.attributes['callerId'] ?? caller.view.from
    const timeoutMs = secondMs === null ? null : Number(verb.attributes['timeout'] ?? 30) * secondMs
    const targets = verb.children.map((child) => {
      const number = child.text.trim()
      const to = child.name === 'Client' ? `client:${number}` : number
      return { whisper: child.attributes['url'], leg: open({ direction: 'outbound', from, to }, caller) }
    })
    caller.hear('line', `☏ ${targets.map(({ leg }) => leg.view.to).join(', ')}`)

    const ended = new Promise<'caller'>((resolve) => {
      caller.await({ kind: 'talk' }, null).then(
        () => resolve('caller'),
        () => resolve('caller'),
      )
    })
    const tries = targets.map(async ({ leg, whisper }) => {
      const act = await leg.await({ kind: 'answer' }, timeoutMs).catch((): Act => ({ do: 'silence' }))
      if (act.do !== 'answer') {
        if (leg.view.state === 'ringing') leg.change(act.do === 'decline' ? 'busy' : 'no-answer')
        throw new Error(leg.view.state)
      }
      for (const other of targets) if (other.leg !== leg) cancel(other.leg)
      leg.change('in-progress')
      void tellAnswered(
        leg,
        verb.children.find((child) => leg.view.to.endsWith(child.text.trim())),
      )
      if (whisper) await run(leg, new URL(whisper, url).href).catch(() => leg.stop(new HungUp()))
      if (leg.isHungUp()) {
        leg.change('completed')
        throw new Error('no-answer')
      }
      return leg
    })
    const answered = await Promise.race([Promise.any(tries).catch(() => null), ended])
    if (answered === 'caller') {
      for (const { leg } of targets) cancel(leg)
      await tell('canceled', 0)
      throw new HungUp()
    }
    if (answered === null) {
      const state = targets[0]?.leg.view.state
      const status = state === 'busy' ? 'busy' : 'no-answer'
      for (const { leg } of targets) if (!leg.isHungUp()) leg.stop(new HungUp())
      await free()
      return { status, seconds: 0 }
    }
    return talk(answered)

    async function tellAnswered(leg: Leg, child: Element | undefined): Promise<void> {
      const { statusCallback, statusCallbackEvent = 'completed' } = child?.attributes ?? {}
      if (!statusCallback || !statusCallbackEvent.split(' ').includes('answered')) return
      await post(leg, new URL(statusCallback, url).href).catch(() => '')
    }

    async function talk(officer: Leg) {
      const begun = Date.now()
      for (const leg of [caller, officer]) leg.hear('line', '⇄')
      const first = await Promise.race([
        ended,
        officer.await({ kind: 'talk' }, null).then(
          () => 'officer' as const,
          (why: unknown) => (why instanceof Redirected ? why : ('officer' as const)),
        ),
      ])
      if (first instanceof Redirected) goOn(officer, first.url)
      else {
        officer.stop(new HungUp())
        officer.change('completed')
      }
      const seconds = Math.max(1, Math.round((Date.now() - begun) / (secondMs ?? 1000)))
      if (first === 'caller') {
        await tell('completed', seconds)
        throw new HungUp()
      }
      await free()
      return { status: 'completed', seconds }
    }

    /** Nobody talks any more: the caller's line goes on with what comes next. */
    async function free(): Promise<void> {
      caller.release()
      await ended
    }

    /** Twilio tells the office how it ended, even when there is nobody to go on with. */
    async function tell(status: string, seconds: number): Promise<void> {
      caller.change('completed')
      const fields = { DialCallStatus: status, ...(seconds > 0 && { DialCallDuration: String(seconds) }) }
      const action = verb.attributes['action']
      if (action) await post(caller, new URL(action, url).href, fields).catch(() => '')
    }
  }
}

function cancel(leg: Leg): void {
  if (leg.isHungUp()) return
  leg.change('canceled')
  leg.stop(new HungUp())
}
