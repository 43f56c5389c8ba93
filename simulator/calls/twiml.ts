/** Reads TwiML as strictly as Twilio: whatever it does not know is a fault (12100, 12200) and never passed over. */
export interface Element {
  name: string
  attributes: Record<string, string>
  children: Element[]
  text: string
}

export class TwimlFault extends Error {
  override name = 'TwimlFault'
}

/** The verbs of a `<Response>`. Throws `TwimlFault` naming what is wrong. */
export function readTwiml(xml: string): Element[] {
  const root = parse(xml)
  if (root.name !== 'Response') throw new TwimlFault('12100: the document is no <Response>')
  for (const verb of root.children) check(verb, 'Response')
  return root.children
}

/** Which attributes each element has, and within which it may stand: https://www.twilio.com/docs/voice/twiml */
const known: Record<string, { within: string[]; attributes: string }> = {
  Say: { within: ['Response', 'Gather'], attributes: 'language voice loop' },
  Play: { within: ['Response', 'Gather'], attributes: 'loop digits' },
  Pause: { within: ['Response', 'Gather'], attributes: 'length' },
  Gather: {
    within: ['Response'],
    attributes: `action method input timeout numDigits finishOnKey language speechTimeout actionOnEmptyResult
      hints speechModel profanityFilter bargeIn partialResultCallback`,
  },
  Redirect: { within: ['Response'], attributes: 'method' },
  Hangup: { within: ['Response'], attributes: '' },
  Leave: { within: ['Response'], attributes: '' },
  Enqueue: {
    within: ['Response'],
    attributes: 'action method waitUrl waitUrlMethod maxQueueSize workflowSid',
  },
  Record: {
    within: ['Response'],
    attributes: `action method timeout finishOnKey maxLength playBeep trim recordingStatusCallback
      recordingStatusCallbackMethod recordingStatusCallbackEvent transcribe transcribeCallback`,
  },
  Dial: {
    within: ['Response'],
    attributes: 'action method timeout callerId timeLimit hangupOnStar record answerOnBridge ringTone',
  },
  Number: {
    within: ['Dial'],
    attributes: 'url method statusCallback statusCallbackEvent statusCallbackMethod sendDigits',
  },
  Conference: {
    within: ['Dial'],
    attributes: `muted beep startConferenceOnEnter endConferenceOnExit participantLabel jitterBufferSize waitUrl
      waitMethod maxParticipants record region trim coach statusCallback statusCallbackEvent statusCallbackMethod`,
  },
  Client: {
    within: ['Dial'],
    attributes: 'url method statusCallback statusCallbackEvent statusCallbackMethod',
  },
}

function check(element: Element, within: string): void {
  const rule = Object.hasOwn(known, element.name) ? known[element.name] : undefined
  if (!rule || !rule.within.includes(within))
    throw new TwimlFault(`12200: <${element.name}> may not stand in <${within}>`)
  const allowed = rule.attributes.split(/\s+/)
  for (const name of Object.keys(element.attributes))
    if (!allowed.includes(name)) throw new TwimlFault(`12200: <${element.name}> has no ${name}`)
  for (const child of element.children) check(child, element.name)
}

const token = /<\?[^]*?\?>|<!--[^]*?-->|<(\/?)([A-Za-z][\w.-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y

function parse(xml: string): Element {
  const top: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [top]
  token.lastIndex = 0
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex
    const found = token.exec(xml)
    if (!found) throw new TwimlFault(`12100: not well-formed at character ${at}`)
    const [, closing, name = '', attributes = '', empty, text] = found
    const inner = open.at(-1) ?? top
    if (text !== undefined) inner.text += unescape(text)
    else if (closing === '/') {
      if (open.pop()?.name !== name || open.length === 0)
        throw new TwimlFault(`12100: </${name}> closes nothing`)
    } else if (name !== '') {
      const element = { name, attributes: readAttributes(attributes), children: [], text: '' }
      inner.children.push(element)
      if (empty !== '/') open.push(element)
    }
  }
  const [root] = top.children
  if (open.length !== 1 || !root || top.children.length !== 1) throw new TwimlFault('12100: not one document')
  return root
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)="([^"<]*)"/g)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescape(value)]))
}

function unescape(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (_all, decimal, hex, name: string) => {
    if (decimal) return String.fromCodePoint(Number(decimal))
    if (hex) return String.fromCodePoint(Number.parseInt(String(hex), 16))
    const character = names[name]
    if (character === undefined) throw new TwimlFault(`12100: &${name}; is not known`)
    return character
  })
}
