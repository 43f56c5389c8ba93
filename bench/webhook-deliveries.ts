/** Twilio's webhooks as a benchmark sends them: signed beforehand, all at once or at an even pace. */
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { sign } from '../channels/lib/twilio-signature.ts'

export const accountSid = 'AC' + 'be'.repeat(16)
export const authToken = 'token-of-the-benchmark'
export const officeNumber = '+622115001640'
export const connections = 32

export interface Delivery {
  path: string
  body: string
  signature: string
}

/** Signed beforehand: Twilio's work is not measured. Ten messages from each number. */
export function deliveriesTo(publicUrl: string) {
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

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

/** Resolves with the milliseconds until the answer; throws unless it is 200. */
export function deliver(port: number, { path, body, signature }: Delivery): Promise<number> {
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
export async function deliverAll(port: number, deliveries: Delivery[]): Promise<number> {
  const begun = performance.now()
  const left = [...deliveries].reverse()
  const work = async () => {
    for (let next = left.pop(); next; next = left.pop()) await deliver(port, next)
  }
  await Promise.all(Array.from({ length: connections }, work))
  return (performance.now() - begun) / 1000
}

/** One after another at an even pace, however long each takes; resolves with how long each took. */
export async function deliverPaced(
  port: number,
  deliveries: Delivery[],
  perSecond: number,
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
