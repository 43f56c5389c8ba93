/** A backlog in Dovecot → stored tickets, against bare imapflow fetch + parse; and the memory that takes. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDovecot } from '../test/_dovecot.ts'
import { largeMail, mailFor } from './corpus.ts'
import type { Benchmark } from './figures.ts'
import { makeDataDir, openOffice, removeDataDir } from './office.ts'
import { median } from './statistics.ts'

const rounds = 3
const backlog = 5_000
/** Just below the 25 MiB above which a mail is cut. */
const largestBytes = 24.9 * 1024 * 1024
/** To look costs the server something, so the end alone is looked at closely. */
const lookEveryMs = { far: 100, near: 10 }
const nearEnd = 100

export const imap: Benchmark = async (say) => {
  const dovecot = await startDovecot()
  // Given up at the end: just after that a file system is slow to make new files.
  const dataDirs: string[] = []
  try {
    const mails = Array.from({ length: backlog - 1 }, (_, number) => mailFor('tunggakan', number))
    await dovecot.fill([...mails.slice(0, 2500), largeMail('tunggakan', largestBytes), ...mails.slice(2500)])
    say(`${backlog} mails wait, one of 25 MB`)
    const bareRates: number[] = []
    const rates: number[] = []
    const peaks: number[] = []
    for (let round = 1; round <= rounds; round++) {
      bareRates.push(backlog / (await bareSeconds(dovecot.imapUrl)))
      const dataDir = makeDataDir()
      dataDirs.push(dataDir)
      const { seconds, peakBytes } = await ourSeconds(dovecot.imapUrl, dataDir)
      rates.push(backlog / seconds)
      peaks.push(peakBytes)
      say(
        `round ${round} of ${rounds}: ${rates.at(-1)?.toFixed(0)} against ${bareRates.at(-1)?.toFixed(0)} mails/s, ` +
          `${(peakBytes / 2 ** 20).toFixed(0)} MiB`,
      )
    }
    return [
      { name: `IMAP → stored ticket, ${backlog} waiting`, value: median(rates), unit: 'mails/s' },
      { name: 'bare imapflow fetch + parse', value: median(bareRates), unit: 'mails/s' },
      { name: 'ratio', value: (100 * median(rates)) / median(bareRates), unit: '%', target: '≥ 50' },
      {
        name: 'peak memory, one mail of 25 MB',
        value: Math.max(...peaks) / 2 ** 20,
        unit: 'MiB',
        target: '< 250',
      },
    ]
  } finally {
    await dovecot.stop()
    dataDirs.forEach(removeDataDir)
  }
}

async function bareSeconds(url: string): Promise<number> {
  const [found] = (await once(fork(join(import.meta.dirname, 'bare-imap.ts'), [url]), 'message')) as [
    { seconds: number; mails: number },
  ]
  if (found.mails !== backlog) throw new Error(`the bare loop fetched ${found.mails} mails of ${backlog}`)
  return found.seconds
}

/** From the greeting, when the mailbox is first asked, until the ledger has every mail as a ticket. */
async function ourSeconds(url: string, dataDir: string): Promise<{ seconds: number; peakBytes: number }> {
  const office = await openOffice(dataDir, { IMAP_URL: url, ACKNOWLEDGE: 'off' })
  const began = performance.now()
  try {
    const cookie = await office.signIn()
    for (;;) {
      const ledger = await office.get<Record<string, number>>('/api/v1/mails/ledger', cookie)
      const all = Object.values(ledger).reduce((sum, count) => sum + count, 0)
      if (all > backlog || all !== ledger['ticket'])
        throw new Error(`the ledger says ${JSON.stringify(ledger)}`)
      if (all === backlog) break
      await pause(backlog - all > nearEnd ? lookEveryMs.far : lookEveryMs.near)
    }
    return { seconds: (performance.now() - began) / 1000, peakBytes: peakMemory(office.pid) }
  } finally {
    await office.stop()
  }
}

/** Linux knows the most that a process ever held (VmHWM, proc(5)). */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? NaN) * 1024
}
