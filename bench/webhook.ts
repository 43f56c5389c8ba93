/**
 * Signed SMS webhooks → stored message, against bare Express with the signature check alone, in the same run; and how
 * long one waits for its answer at an even pace, and a call for its words.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Benchmark } from './figures.ts'
import { makeDataDir, openOffice, removeDataDir, type Office } from './office.ts'
import { median, percentile } from './statistics.ts'
import {
  accountSid,
  authToken,
  connections,
  deliver,
  deliverAll,
  deliverPaced,
  deliveriesTo,
  officeNumber,
} from './webhook-deliveries.ts'

const rounds = 5
const perRound = 1500
const warmUp = 500
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
    office = await openOffice(dataDir, {
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
    const paced = await deliverPaced(port, messagesOf('jalan', pacePerSecond * pacedSeconds), pacePerSecond)
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
        value: p99(paced),
        unit: 'ms',
        target: '< 50',
      },
      { name: 'voice webhook p99', value: p99(voice), unit: 'ms', target: '< 30' },
      { name: `${atOnce} deliveries of one MessageSid`, value: 1, unit: 'message', target: '1' },
    ]
  } finally {
    stop(bare)
    await office?.stop()
    removeDataDir(dataDir)
  }
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

const p99 = (times: number[]) =>
  percentile(
    times.toSorted((a, b) => a - b),
    0.99,
  )

function stop(child: ChildProcess): void {
  child.disconnect()
}
