/**
 * Signed SMS webhooks → stored message, against bare Express with the signature check alone, in the same run; and how
 * long one waits for its answer at an even pace, and a call for its words.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sign } from '../channels/lib/twilio-signature.ts'
import type { Benchmark } from './figures.ts'
import { makeDataDir, openOffice, removeDataDir, type Office } from './office.ts'
import { median } from './statistics.ts'

const accountSid = 'AC' + 'be'.repeat(16)
const authToken = 'token-of-the-benchmark'
const officeNumber = '+622115001640'

const rounds = 5
const perRound = 1500
const warmUp = 500
const connections = 32
const pacePerSecond = 200
const pacedSeconds = 10
const calls = 200
const atOnce = 200

export const webhook: Benchmark = async (say) => {
  const dataDir = makeDataDir()
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const bare = fork(join(import.meta.dirname, 'bare-webhook.ts'), [], {
    env: { ...process.env, AUTH_TOKEN: authToken, PUBLIC_URL: publicUrl },
  })
  const { messagesOf, callsOf } = deliveriesTo(publicUrl)
  let office: Office | undefined
  try {
    const [barePort] = (await once(bare, 'message')) as [number]
    office = await openOffice(dataDir, 'server/main.ts', {
      PORT: String(port),
      BASE_URL: publicUrl,
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      TWILIO_PHONE_NUMBER: officeNumber,
      // Nobody is to be sent anything.
      TWILIO_API_URL: 'http://127.0.0.1:1',
    })
    say(`warming up with ${warmUp} webhooks`)
    await deliverAll(barePort, messagesOf('pemanasan-bare', warmUp))
    await deliverAll(port, messagesOf('pemanasan', warmUp))
    const bareRates: number[] = []
    const rates: number[] = []
    for (let round = 1; round <= rounds; round++) {
      bareRates.push(perRound / (await deliverAll(barePort, messagesOf(`bare${round}`, perRound))))
      rates.push(perRound / (await deliverAll(port, messagesOf(`putaran${round}`, perRound))))
      say(
        `round ${round} of ${rounds}: ${rates.at(-1)?.toFixed(0)} against ${bareRates.at(-1)?.toFixed(0)} /s`,
      )
    }
    say(`${pacePerSecond} a second for ${pacedSeconds} s`)
    const paced = await deliverPaced(port, messagesOf('jalan', pacePerSecond * pacedSeconds))
    say(`${calls} calls`)
    const voice = await deliverPaced(port, callsOf(calls), 50)
    say(`${atOnce} deliveries of one message at once`)
    const [one] = messagesOf('sama', 1)
    const same = one ? Array.from({ length: atOnce }, () => one) : []
    await Promise.all(same.map((delivery) => deliver(port, delivery)))
    await nothingLost(office, warmUp + rounds * perRound + paced.length + 1, calls)
    return [
      { name: `SMS webhook → stored, ${connections} connections`, value: median(rates), unit: 'messages/s' },
      { name: 'bare Express, signature check only', value: median(bareRates), unit: 'requests/s' },
      { name: 'ratio', value: (100 * median(rates)) / median(bareRates), unit: '%', target: '≥ 40' },
      {
        name: `SMS webhook p99 at ${pacePerSecond}/s`,
        value: percentile(paced, 99),
        unit: 'ms',
        target: '< 50',
      },
      { name: 'voice webhook p99', value: percentile(voice, 99), unit: 'ms', target: '< 30' },
      { name: `${atOnce} deliveries of one MessageSid`, value: 1, unit: 'message', target: '1' },
    ]
  } finally {
    stop(bare)
    await office?.stop()
    removeDataDir(dataDir)
  }
}

interface Delivery {
  path: string
  body: string
  signature: string
}

/** Signed beforehand: Twilio's work is not measured. Ten messages from each number. */
function deliveriesTo(publicUrl: string) {
  const messagesOf = (run: string, count: number): Delivery[] =>
    Array.from({ length: count }, (_, number) =>
      delivery('/webhooks/twilio/messages', {
        MessageSid: sidOf('SM', run, number),
        AccountSid: accountSid,
        From: `+62812${String(7_000_000 + (hash(run) % 1000) * 1000 + Math.floor(number / 10))}`,
        To: officeNumber,
        Body: `Berapa biaya perpanjangan izin makam? (${run} ${number})`,
        NumMedia: '0',
        NumSegments: '1',
        SmsStatus: 'received',
        ApiVersion: '2010-04-01',
      }),
    )

  const callsOf = (count: number): Delivery[] =>
    Array.from({ length: count }, (_, number) =>
      delivery('/webhooks/twilio/voice', {
        CallSid: sidOf('CA', 'telepon', number),
        AccountSid: accountSid,
        From: `+62813${7_000_000 + number}`,
        To: officeNumber,
        CallStatus: 'ringing',
        Direction: 'inbound',
        ApiVersion: '2010-04-01',
      }),
    )

  function delivery(path: string, fields: Record<string, string>): Delivery {
    const body = new URLSearchParams(fields).toString()
    return { path, body, signature: sign(authToken, publicUrl + path, fields) }
  }

  return { messagesOf, callsOf }
}

function sidOf(kind: string, run: string, number: number): string {
  return kind + Buffer.from(`${run}:${number}`).toString('hex').padStart(32, '0').slice(-32)
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
}

/** One that nobody has now. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** Resolves with the milliseconds until the answer; throws unless it is 200. */
function deliver(port: number, { path, body, signature }: Delivery): Promise<number> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': Buffer.byteLength(body),
      'x-twilio-signature': signature,
    }
    const sent = request({ port, host: '127.0.0.1', path, method: 'POST', headers, agent }, (answer) => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - begun)
        else reject(new Error(`${path} answered ${answer.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** As fast as the connections carry them; resolves with the seconds it took. */
async function deliverAll(port: number, deliveries: Delivery[]): Promise<number> {
  const begun = performance.now()
  const left = [...deliveries].reverse()
  const work = async () => {
    for (let next = left.pop(); next; next = left.pop()) await deliver(port, next)
  }
  await Promise.all(Array.from({ length: connections }, work))
  return (performance.now() - begun) / 1000
}

/** One after another at an even pace, however long each takes; resolves with how long each took. */
async function deliverPaced(
  port: number,
  deliveries: Delivery[],
  perSecond = pacePerSecond,
): Promise<number[]> {
  const begun = performance.now()
  const answers: Promise<number>[] = []
  for (const [index, one] of deliveries.entries()) {
    const wait = begun + (index * 1000) / perSecond - performance.now()
    if (wait > 1) await delay(wait)
    answers.push(deliver(port, one))
  }
  return Promise.all(answers)
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? 0
}

/** Every message stands in the house once, and every call is a ticket. */
async function nothingLost(office: Office, messages: number, rung: number): Promise<void> {
  const metrics = await (await fetch(`${office.url}/metrics`)).text()
  const count = (channel: string, outcomes: string[]) =>
    outcomes.reduce((sum, outcome) => {
      const line = new RegExp(
        `tanya_messages_received_total\\{channel="${channel}",outcome="${outcome}"\\} (\\d+)`,
      )
      return sum + Number(line.exec(metrics)?.[1] ?? 0)
    }, 0)
  const stored = count('sms', ['ticket', 'follow-up'])
  if (stored !== messages) throw new Error(`${messages} messages were acknowledged, ${stored} stored`)
  if (count('sms', ['duplicate']) !== atOnce - 1) throw new Error('a message came twice')
  if (count('voice', ['ticket']) !== rung) throw new Error('a call is no ticket')
}

function stop(child: ChildProcess): void {
  child.disconnect()
}
