/**
 * Mail by SMTP → stored ticket, against a bare loop of parse + one insert. Both are warmed up by as many mails, since a
 * server has long been running; rounds take turns, the middle one counts.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { mailFor } from './corpus.ts'
import type { Benchmark } from './figures.ts'
import { mailbox, makeDataDir, openOffice, removeDataDir, type Office } from './office.ts'
import { openSender } from './smtp-load.ts'
import { median } from './statistics.ts'

const rounds = 5
const mailsPerRound = 500
const warmUpMails = 1000
const connections = 20

export const ingest: Benchmark = async (say) => {
  const dataDir = makeDataDir()
  const bare = fork(join(import.meta.dirname, 'bare-intake.ts'), [dataDir])
  let office: Office | undefined
  try {
    office = await openOffice(dataDir)
    const sender = await openSender(office.smtpPort, mailbox, connections)
    const send = (run: string, count: number) =>
      sender.send(Array.from({ length: count }, (_, number) => mailFor(run, number)))

    say(`warming up with ${warmUpMails} mails`)
    await loop(bare, 'pemanasan', warmUpMails)
    await send('pemanasan', warmUpMails)
    const bareRates: number[] = []
    const rates: number[] = []
    for (let round = 1; round <= rounds; round++) {
      bareRates.push(mailsPerRound / (await loop(bare, `putaran${round}`, mailsPerRound)))
      rates.push(mailsPerRound / (await send(`putaran${round}`, mailsPerRound)))
      say(
        `round ${round} of ${rounds}: ${rates.at(-1)?.toFixed(0)} against ${bareRates.at(-1)?.toFixed(0)} mails/s`,
      )
    }
    await sender.close()
    await nothingLost(office, warmUpMails + rounds * mailsPerRound)
    return [
      { name: `SMTP → stored ticket, ${connections} connections`, value: median(rates), unit: 'mails/s' },
      { name: 'bare parse + insert', value: median(bareRates), unit: 'mails/s' },
      { name: 'ratio', value: (100 * median(rates)) / median(bareRates), unit: '%', target: '≥ 60' },
    ]
  } finally {
    bare.disconnect()
    await office?.stop()
    removeDataDir(dataDir)
  }
}

async function loop(bare: ChildProcess, run: string, count: number): Promise<number> {
  bare.send({ run, count })
  const [seconds] = (await once(bare, 'message')) as [number]
  return seconds
}

/** The ledger names every mail a ticket, and the tickets, numbered without a gap, are as many. */
async function nothingLost(office: Office, sent: number): Promise<void> {
  const cookie = await office.signIn()
  const ledger = await office.get<Record<string, number>>('/api/v1/mails/ledger', cookie)
  const { items } = await office.get<{ items: { number: string }[] }>(
    '/api/v1/tickets?sort=-createdAt&limit=1',
    cookie,
  )
  const lastNumber = Number(items[0]?.number.split('-')[1])
  const all = Object.values(ledger).reduce((sum, count) => sum + count, 0)
  if (ledger['ticket'] !== sent || all !== sent || lastNumber !== sent) {
    throw new Error(
      `${sent} mails were acknowledged; the ledger says ${JSON.stringify(ledger)}, the last ticket is ${lastNumber}`,
    )
  }
}
