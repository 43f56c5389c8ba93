import type { Command } from 'commander'
import { createConnection } from 'node:net'
import { sql } from 'kysely'
import { openDb } from '../../db/index.ts'
import { lintAnswers } from '../../templates/index.ts'
import { checkWritable } from '../hold.ts'
import { readConfig } from './office.ts'

const timeoutMs = 5000

/** Checks the configuration and reaches each configured service; one line each, exit 1 when one fails. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check the configuration and reach each configured service')
    .action(async () => {
      const config = readConfig()
      console.log('ok    configuration')
      const checks: [string, () => Promise<unknown> | unknown][] = [
        ['data folder', () => checkWritable(config.dataDir, 'DATA_DIR')],
        ['database', () => reachDatabase(config.databaseUrl)],
        ['answers', checkAnswers],
        ...Object.entries({
          'mailbox (IMAP_URL)': config.email?.imapUrl,
          'mail server (SMTP_URL)': config.email?.smtpUrl,
          'Twilio (TWILIO_API_URL)': config.twilio
            ? (config.twilio.apiUrl ?? 'https://api.twilio.com')
            : null,
          'Redis (REDIS_URL)': config.redisUrl,
        }).flatMap(([name, url]) =>
          url ? [[name, () => reach(url)] as [string, () => Promise<unknown>]] : [],
        ),
      ]
      for (const [name, check] of checks) {
        try {
          await check()
          console.log(`ok    ${name}`)
        } catch (error) {
          console.log(`FAIL  ${name}: ${error instanceof Error ? error.message : String(error)}`)
          process.exitCode = 1
        }
      }
    })
}

async function reachDatabase(url: string): Promise<void> {
  const db = openDb(url)
  await sql`select 1`.execute(db.read).finally(() => db.close())
}

function checkAnswers(): void {
  const faults = lintAnswers()
  if (faults.length > 0) throw new Error(`${faults.length} faults; see \`tanya answers lint\``)
}

const standardPorts: Record<string, number> = {
  'imap:': 143,
  'imaps:': 993,
  'smtp:': 587,
  'smtps:': 465,
  'http:': 80,
  'https:': 443,
  'redis:': 6379,
  'rediss:': 6379,
}

function reach(address: string): Promise<void> {
  const url = new URL(address)
  const port = Number(url.port) || standardPorts[url.protocol]
  return new Promise((done, reject) => {
    const socket = createConnection({ host: url.hostname, port: port ?? 0, timeout: timeoutMs })
    socket.once('connect', () => (socket.destroy(), done()))
    socket.once('timeout', () => (socket.destroy(), reject(new Error('no answer'))))
    socket.once('error', reject)
  })
}
