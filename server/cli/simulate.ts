import type { Command } from 'commander'
import { toE164 } from '../../channels/lib/phone.ts'
import { readSetting } from '../../db/settings.ts'
import { createSimulator, type Kind } from '../../simulator/index.ts'
import type { Config, TwilioSettings } from '../config.ts'
import { readConfig, withDb } from './office.ts'

interface Said {
  kind: Kind
  from: string
  text: string
  name?: string
}

/** Sends what Twilio would send: a signed webhook to the running server. */
export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .argument('<kind>', 'sms or whatsapp')
    .argument('<text>', 'what the citizen writes')
    .requiredOption('--from <number>', 'the citizen’s number, e.g. +628123456789')
    .option('--name <name>', 'the citizen’s name, as WhatsApp tells it')
    .description('play a citizen: send a correctly signed webhook to the running server')
    .action(async (kind: string, text: string, options: { from: string; name?: string }) => {
      if (kind !== 'sms' && kind !== 'whatsapp') throw new Error('The kind is sms or whatsapp.')
      const from = toE164(options.from)
      if (from === null) throw new Error('--from is not a telephone number.')
      if (options.name && kind === 'sms') throw new Error('An SMS tells no name: leave --name out.')
      const said = { kind, from, text, ...(options.name && { name: options.name }) } satisfies Said
      const status = (await askServer(readConfig(), said)) ?? (await signAndPost(said))
      if (status !== 200) throw new Error(`The server refused the webhook with status ${status}.`)
      console.log(`${kind} delivered; see it at the desk`)
    })
}

const ownAddresses = new Set(['0.0.0.0', '::', 'localhost', '127.0.0.1', '::1'])

/**
 * Lets the simulator in the running server send it, so that it stands on that telephone, too. Only asked on this
 * machine. Null when there is none to ask.
 */
async function askServer({ host, port, simulator }: Config, said: Said): Promise<number | null> {
  if (!simulator || !ownAddresses.has(host)) return null
  const address = `http://${host.includes(':') ? '[::1]' : '127.0.0.1'}:${port}/simulator/send`
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

/** The telephone of another machine, or none at all: the webhook comes from this process. */
async function signAndPost({ kind, from, text, name }: Said): Promise<number> {
  const config = readConfig()
  const settings = config.twilio ?? (await simulatedAccount())
  const simulator = createSimulator({
    accountSid: settings.accountSid,
    authToken: settings.authToken,
    numbers: { sms: settings.phoneNumber, whatsapp: settings.whatsappNumber },
    webhookBaseUrl: config.baseUrl,
  })
  try {
    const { status } = await simulator.receiveFrom(kind, from, text, name ? { ProfileName: name } : {})
    return status
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause // what `fetch` throws when nobody answers
    const advice = 'Start the server with `npm start`, or set BASE_URL to where it runs'
    throw new Error(`Nobody answers at ${config.baseUrl}. ${advice}.`, { cause })
  }
}

async function simulatedAccount(): Promise<TwilioSettings> {
  const kept = await withDb((db) => readSetting(db.read, 'simulated twilio'))
  if (!kept) throw new Error('Start the server once first: `npm start`.')
  return JSON.parse(kept) as TwilioSettings
}
