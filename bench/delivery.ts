/**
 * A mail delivered into Dovecot → an agent's screen, by IDLE. Against a bare imapflow on the same mailbox that hears of the
 * mail by IDLE and fetches it. Both clocks start when the mail is handed to Dovecot by LMTP.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { io } from 'socket.io-client'
import { startDovecot, type Dovecot } from '../test/_dovecot.ts'
import { mailFor } from './corpus.ts'
import type { Benchmark, Measured } from './figures.ts'
import { makeDataDir, openOffice, removeDataDir, type Office } from './office.ts'
import { percentile } from './statistics.ts'

const warmUpMails = 10
const mails = 100
const everyMs = 250
const patienceMs = 60_000

export const delivery: Benchmark = async (say) => {
  const dovecot = await startDovecot()
  const dataDir = makeDataDir()
  let office: Office | undefined
  const clocks = { screen: createClock(), bare: createClock() }
  let hangUp = () => {}
  try {
    office = await openOffice(dataDir, { IMAP_URL: dovecot.imapUrl })
    const endScreen = await watchScreen(office, clocks.screen.stop)
    const endBare = await watchMailbox(dovecot, clocks.bare.stop)
    hangUp = () => (endScreen(), endBare())
    const deliver = async (run: string, count: number) => {
      for (let number = 0; number < count; number++) {
        const next = pause(everyMs)
        for (const clock of Object.values(clocks)) clock.start(senderOf(run, number))
        await dovecot.deliver(mailFor(run, number))
        await next
      }
    }
    await deliver('pemanasan', warmUpMails)
    say(`${mails} mails, one each ${everyMs} ms`)
    await deliver('antar', mails)
    const [ours, bare] = await Promise.all([clocks.screen.all(), clocks.bare.all()])
    return [...figures('Dovecot → screen', ours, '≤ 1500'), ...figures('Dovecot → bare imapflow', bare)]
  } finally {
    hangUp()
    await office?.stop()
    await dovecot.stop()
    removeDataDir(dataDir)
  }
}

function senderOf(run: string, number: number): string {
  return `warga.${run}.${number}@surat.example`
}

function figures(name: string, sorted: number[], target?: string): Measured[] {
  const figure = (share: number) => ({ value: percentile(sorted, share), unit: 'ms' })
  return [
    { name: `${name}, p50`, ...figure(0.5) },
    { name: `${name}, p95`, ...figure(0.95), ...(target && { target }) },
    { name: `${name}, latest`, ...figure(1) },
  ]
}

/** Measures how long each mail takes; mails are known by their sender. The first ones only warm up. */
function createClock() {
  const begun = new Map<string, number>()
  const took: number[] = []
  return {
    start: (sender: string) => void begun.set(sender, performance.now()),
    stop(sender: string) {
      const from = begun.get(sender)
      if (from === undefined) return
      begun.delete(sender)
      took.push(performance.now() - from)
    },
    /** Ascending, once every mail has come. Throws when one did not. */
    async all(): Promise<number[]> {
      for (const end = performance.now() + patienceMs; begun.size > 0; await pause(10)) {
        if (performance.now() > end) throw new Error(`${begun.size} mails never came`)
      }
      return took.slice(warmUpMails).sort((a, b) => a - b)
    },
  }
}

/** An agent's console; resolves with how to close it. */
async function watchScreen(office: Office, heard: (sender: string) => void): Promise<() => void> {
  const socket = io(`${office.url}/desk`, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie: await office.signIn() },
  })
  socket.on('message:created', ({ message }: { message: { author: { address?: string } } }) =>
    heard(message.author.address ?? ''),
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  return () => void socket.disconnect()
}

async function watchMailbox(dovecot: Dovecot, heard: (sender: string) => void): Promise<() => void> {
  const url = new URL(dovecot.imapUrl)
  const client = new ImapFlow({
    host: url.hostname,
    port: Number(url.port),
    secure: false,
    auth: { user: decodeURIComponent(url.username), pass: url.password },
    logger: false,
    disableAutoIdle: true,
  })
  await client.connect()
  await client.mailboxOpen('INBOX', { readOnly: true })
  let seen = 0
  // IDLE ends by itself when the next command is sent.
  const idle = () => void client.idle().catch(() => undefined)
  let fetching = Promise.resolve()
  const fetchNew = async () => {
    for (const mail of await client.fetchAll(`${seen + 1}:*`, { envelope: true, source: true })) {
      seen = Math.max(seen, mail.seq)
      heard(mail.envelope?.from?.[0]?.address ?? '')
    }
  }
  client.on('exists', () => (fetching = fetching.then(fetchNew).then(idle)))
  idle()
  return () => client.close()
}
