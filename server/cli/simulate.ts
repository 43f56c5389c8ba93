import type { Command } from 'commander'
import { toE164 } from '../../channels/lib/phone.ts'
import { readSetting } from '../../db/settings.ts'
import { createSimulator, type Act, type Kind, type LegView, type Simulator } from '../../simulator/index.ts'
import type { Config } from '../config.ts'
import type { TwilioSettings } from '../settings/twilio.ts'
import { readConfig, withDb } from './office.ts'
import { followCall, type CallerAct, type Line } from './simulate-call.ts'

interface Said {
  kind: Kind
  from: string
  text: string
  name?: string
}

/** Plays a citizen: a signed webhook to the running server, or a whole call. */
export function simulateCommand(program: Command): void {
  const acts: CallerAct[] = []
  program
    .command('simulate')
    .argument('<kind>', 'sms, whatsapp or call')
    .argument('[text]', 'what the citizen writes')
    .requiredOption('--from <number>', 'the citizen’s number, e.g. +628123456789')
    .option('--name <name>', 'the citizen’s name, as WhatsApp tells it')
    .option('--press <keys>', 'call: press keys, one after another: 1,2 (repeatable, in order)', (keys) => {
      for (const key of keys.split(',')) acts.push({ do: 'press', keys: key.trim() })
    })
    .option('--say <words>', 'call: say a sentence (repeatable, in order)', (words) => {
      acts.push({ do: 'say', words })
    })
    .option('--voicemail', 'call: leave a message')
    .description('play a citizen: send a correctly signed webhook to the running server, or ring the office')
    .action(async (kind: string, text: string | undefined, options: Options) => {
      if (kind !== 'sms' && kind !== 'whatsapp' && kind !== 'call')
        throw new Error('The kind is sms, whatsapp or call.')
      const from = kind === 'call' && options.from === 'anonymous' ? options.from : toE164(options.from)
      if (from === null) throw new Error('--from is not a telephone number.')
      if (kind === 'call') return call(from, acts, options.voicemail === true)
      if (!text) throw new Error('Say what the citizen writes.')
      if (options.name && kind === 'sms') throw new Error('An SMS tells no name: leave --name out.')
      const said = { kind, from, text, ...(options.name && { name: options.name }) } satisfies Said
      const status = (await askServer(readConfig(), said)) ?? (await signAndPost(said))
      if (status !== 200) throw new Error(`The server refused the webhook with status ${status}.`)
      console.log(`${kind} delivered; see it at the desk`)
    })
}

interface Options {
  from: string
  name?: string
  voicemail?: boolean
}

async function call(from: string, acts: CallerAct[], voicemail: boolean): Promise<void> {
  const wrong = acts.find((act) => act.do === 'press' && !/^[\d*#]{1,20}$/.test(act.keys))
  if (wrong) throw new Error('--press takes keys: digits, * and #, with commas in between.')
  const config = readConfig()
  const line = (await lineOfServer(config, from)) ?? (await lineOfOurs(from))
  const { answers } = await followCall(line, { acts, voicemail, print: (text) => console.log(text) })
  if (answers[0] === 0) throw nobodyAnswers(config)
  if (answers[0] !== 200) throw new Error(`The server refused the webhook with status ${answers[0]}.`)
  console.log('call ended; see it at the desk')
}

/** The telephone in the running server; null when there is none to ask. */
async function lineOfServer(config: Config, from: string): Promise<Line | null> {
  const address = ownSimulator(config)
  const post = (path: string, body: object) =>
    fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const rung = address === null ? null : await post('/calls', { from }).catch(() => null)
  if (!rung?.ok) return null
  const { sid } = (await rung.json()) as LegView
  return {
    async view() {
      const all = (await (await fetch(`${address}/calls`)).json()) as LegView[]
      const found = all.find((leg) => leg.sid === sid)
      if (!found) throw new Error('The server has forgotten the call.')
      return found
    },
    // What is no longer waited for was overtaken by something else, which the next look shows.
    act: async (act) => void (await post(`/calls/${sid}`, act)),
  }
}

/** The telephone of another machine, or none at all: this process is the exchange. */
async function lineOfOurs(from: string): Promise<Line> {
  const { exchange } = await ownTwilio()
  const leg = exchange.ring(from)
  return {
    view: async () => leg.view,
    act: async (act) => {
      if ((act as { do: string }).do === 'hang-up') exchange.hangUp(leg.view.sid)
      else leg.act({ sound: null, words: '', ...act } as Act)
    },
  }
}

const ownAddresses = new Set(['0.0.0.0', '::', 'localhost', '127.0.0.1', '::1'])

/**
 * Lets the simulator in the running server send it, so that it stands on that telephone, too. Only asked on this
 * machine. Null when there is none to ask.
 */
async function askServer(config: Config, said: Said): Promise<number | null> {
  const simulator = ownSimulator(config)
  if (simulator === null) return null
  const address = `${simulator}/send`
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(said),
  }).catch(() => null)
  if (!response || response.status === 404) return null
  const answer = (await response.json()) as { status: number; title?: string }
  if (!response.ok) throw new Error(`The simulator at ${address} could not send it: ${answer.title}.`)
  return answer.status
}

function ownSimulator({ host, port, simulator }: Config): string | null {
  if (!simulator || !ownAddresses.has(host)) return null
  return `http://${host.includes(':') ? '[::1]' : '127.0.0.1'}:${port}/simulator`
}

/** The telephone of another machine, or none at all: the webhook comes from this process. */
async function signAndPost({ kind, from, text, name }: Said): Promise<number> {
  const simulator = await ownTwilio()
  try {
    const { status } = await simulator.receiveFrom(kind, from, text, name ? { ProfileName: name } : {})
    return status
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause // what `fetch` throws when nobody answers
    throw nobodyAnswers(readConfig(), cause)
  }
}

function nobodyAnswers({ baseUrl }: Config, cause?: unknown): Error {
  const advice = 'Start the server with `npm start`, or set BASE_URL to where it runs'
  return new Error(`Nobody answers at ${baseUrl}. ${advice}.`, { cause })
}

async function ownTwilio(): Promise<Simulator> {
  const config = readConfig()
  const settings = config.twilio ?? (await simulatedAccount())
  return createSimulator({
    accountSid: settings.accountSid,
    authToken: settings.authToken,
    numbers: { sms: settings.phoneNumber, whatsapp: settings.whatsappNumber },
    webhookBaseUrl: config.baseUrl,
  })
}

async function simulatedAccount(): Promise<TwilioSettings> {
  const kept = await withDb((db) => readSetting(db.read, 'simulated twilio'))
  if (!kept) throw new Error('Start the server once first: `npm start`.')
  return JSON.parse(kept) as TwilioSettings
}
