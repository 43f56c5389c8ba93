/** `<Gather>`: speaks, and listens for keys and words. */
import type { Leg } from './leg.ts'
import type { LineDeps } from './line-deps.ts'
import type { Element } from './twiml.ts'

/** How fast a voice speaks. */
const charactersASecond = 15

/** Gives back what Twilio posts; nothing of it when nobody said or pressed anything. */
export async function gather(leg: Leg, verb: Element, deps: LineDeps): Promise<Record<string, string>> {
  const { input = 'dtmf', numDigits, timeout = '5' } = verb.attributes
  for (const child of verb.children) speak(leg, child)
  const spoken = verb.children.reduce(
    (sum, child) => sum + (child.name === 'Say' ? child.text.length : 300),
    0,
  )
  const seconds = spoken / charactersASecond + Number(timeout)
  const act = await leg.await(
    {
      kind: 'gather',
      keys: input.includes('dtmf'),
      speech: input.includes('speech'),
      digits: numDigits ? Number(numDigits) : null,
    },
    deps.secondMs === null ? null : seconds * deps.secondMs,
  )
  if (act.do === 'press') {
    leg.hear('caller', `[${act.keys}]`)
    const digits = act.keys
      .replace(/#$/, numDigits ? '#' : '')
      .slice(0, numDigits ? Number(numDigits) : undefined)
    return { Digits: digits, FinishedOnKey: act.keys.endsWith('#') ? '#' : '' }
  }
  if (act.do === 'say') {
    leg.hear('caller', act.words)
    return { SpeechResult: act.words, Confidence: '0.91' }
  }
  leg.hear('caller', '…')
  return {}
}

export function speak(leg: Leg, verb: Element): void {
  if (verb.name === 'Say') leg.hear('office', verb.text.trim(), verb.attributes['language'])
  else if (verb.name === 'Play') leg.hear('line', `♪ ${verb.text.trim()}`)
}
