/** Carries out TwiML on one line, as Twilio does: verb after verb, until one of them leads elsewhere. */
import { setTimeout as delay } from 'node:timers/promises'
import { gather, speak } from './gather.ts'
import { HungUp, Redirected, type Leg } from './leg.ts'
import type { LineDeps } from './line-deps.ts'
import { record } from './record.ts'
import { readTwiml, TwimlFault, type Element } from './twiml.ts'

/** Runs what `url` answers, and all that it leads to. Resolves when the document ends: then Twilio hangs up. */
export async function runTwiml(leg: Leg, url: string, deps: LineDeps, fields = {}): Promise<void> {
  let next: { url: string; fields: Record<string, string> } | null = { url, fields }
  while (next) {
    const { url: at, fields: sent }: { url: string; fields: Record<string, string> } = next
    try {
      const document = await deps.post(leg, at, sent)
      next = await runVerbs(leg, readTwiml(document), at, deps, false)
    } catch (error) {
      if (error instanceof Redirected) next = { url: error.url, fields: {} }
      else if (error instanceof TwimlFault) {
        leg.hear('line', `An application error has occurred (${error.message})`)
        return
      } else throw error
    }
  }
}

type Next = { url: string; fields: Record<string, string> } | null
/** Out of the line, for which reason. */
class LeftLine extends Error {}

async function runVerbs(
  leg: Leg,
  verbs: Element[],
  url: string,
  deps: LineDeps,
  isInLine: boolean,
): Promise<Next> {
  const action = (verb: Element) => new URL(verb.attributes['action'] ?? url, url).href
  for (const verb of verbs) {
    if (leg.isHungUp()) throw new HungUp()
    switch (verb.name) {
      case 'Say':
      case 'Play':
      case 'Pause':
        speak(leg, verb)
        break
      case 'Gather': {
        const heard = await gather(leg, verb, deps)
        const isEmpty = !heard['Digits'] && !heard['SpeechResult']
        if (!isEmpty || verb.attributes['actionOnEmptyResult'] === 'true')
          return { url: action(verb), fields: heard }
        break
      }
      case 'Redirect':
        return { url: new URL(verb.text.trim(), url).href, fields: {} }
      case 'Hangup':
        throw new HungUp('office')
      case 'Leave':
        if (isInLine) throw new LeftLine()
        return null
      case 'Enqueue':
        return { url: action(verb), fields: await waitInLine(leg, verb, url, deps) }
      case 'Record': {
        const fields = await record(leg, verb, url, deps)
        // Twilio goes on with the next verb when nobody said anything.
        if (fields) return { url: action(verb), fields }
        break
      }
      case 'Dial': {
        const { status, seconds } = await dial(leg, verb, url, deps)
        const fields = { DialCallStatus: status, ...(seconds > 0 && { DialCallDuration: String(seconds) }) }
        if (verb.attributes['action']) return { url: action(verb), fields }
        break
      }
    }
  }
  return null
}

/** Into a conference, or to other telephones. */
async function dial(leg: Leg, verb: Element, url: string, deps: LineDeps) {
  const [room] = verb.children
  if (room?.name !== 'Conference') return deps.dial(leg, verb, url)
  const begun = Date.now()
  try {
    await deps.rooms.enter(leg, room, url)
  } catch (error) {
    // Twilio tells how it ended even when nobody is left to go on with.
    const action = verb.attributes['action']
    if (error instanceof HungUp && action) {
      leg.change('completed')
      await deps.post(leg, new URL(action, url).href, { DialCallStatus: 'completed' }).catch(() => '')
    }
    throw error
  }
  return { status: 'completed', seconds: Math.max(1, Math.round((Date.now() - begun) / 1000)) }
}

/** Music and announcements, again and again, until somebody takes the caller out or they leave. */
async function waitInLine(
  leg: Leg,
  verb: Element,
  url: string,
  deps: LineDeps,
): Promise<Record<string, string>> {
  const begun = Date.now()
  let wait: Next = { url: new URL(verb.attributes['waitUrl'] ?? url, url).href, fields: {} }
  const first = wait
  const queued = () => ({
    QueueSid: `QU${'0'.repeat(32)}`,
    QueueTime: String(Math.round((Date.now() - begun) / 1000)),
  })
  try {
    for (;;) {
      const at: NonNullable<Next> = wait ?? first
      const document = await deps.post(leg, at.url, { ...queued(), QueuePosition: '1', ...at.fields })
      wait = await runVerbs(leg, readTwiml(document), at.url, deps, true)
      // A loop that never waits for anything would turn as fast as it can.
      if (deps.secondMs !== null) await delay(deps.secondMs / 10)
    }
  } catch (error) {
    if (error instanceof LeftLine) return { ...queued(), QueueResult: 'leave' }
    const action = new URL(verb.attributes['action'] ?? url, url).href
    if (error instanceof Redirected) await deps.post(leg, action, { ...queued(), QueueResult: 'redirected' })
    if (error instanceof HungUp) {
      leg.change('completed')
      await deps.post(leg, action, { ...queued(), QueueResult: 'hangup' })
    }
    throw error
  }
}
