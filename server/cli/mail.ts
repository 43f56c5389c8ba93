import type { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buffer } from 'node:stream/consumers'
import { mailParser, toPrintable } from '../../channels/email/index.ts'
import { countMails } from '../../db/mails.ts'
import { detectLanguage } from '../../templates/index.ts'
import { createEvents } from '../desk/events.ts'
import { createFiles } from '../desk/files.ts'
import { createLedger } from '../desk/ledger.ts'
import { createReceive } from '../desk/receive.ts'
import { createLog } from '../log.ts'
import { readConfig, withDb } from './office.ts'

export function mailCommands(program: Command): void {
  const mail = program.command('mail').description('the counselling mailbox')

  mail
    .command('parse')
    .argument('[file]', 'a raw mail, or - for standard input')
    .option('--jsonl', 'read lines {"path"} and print one object a line')
    .description('print a raw mail as understood')
    .action(async (file: string | undefined, options: { jsonl?: boolean }) => {
      if (options.jsonl) {
        for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
          if (line.trim() !== '') await printParsed((JSON.parse(line) as { path: string }).path)
        }
      } else if (file) await printParsed(file)
      else throw new Error('Name a file, or - for standard input.')
    })

  mail
    .command('ledger')
    .description('count what became of every mail')
    .action(async () => {
      const counts = await withDb((db) => countMails(db.read))
      for (const [bucket, n] of Object.entries(counts).sort()) console.log(`${bucket.padEnd(12)} ${n}`)
      console.log(`${'total'.padEnd(12)} ${Object.values(counts).reduce((sum, n) => sum + n, 0)}`)
    })

  mail
    .command('replay')
    .argument('<id>', 'the mail’s number in the ledger')
    .description('take in a kept raw mail again')
    .action(async (id: string) => {
      if (!/^[1-9]\d{0,14}$/.test(id)) throw new Error('The id is a number.')
      const bucket = await withDb(async (db, config) => {
        const log = createLog('warn')
        const receive = createReceive({
          db,
          attachments: createFiles(join(config.dataDir, 'attachments')),
          events: createEvents(db, log), // only asked to pump; the running server sees the new events itself
          detectLanguage,
          officeTimeZone: config.officeTimeZone,
        })
        const rawMails = createFiles(join(config.dataDir, 'mail'), { isCompressed: true })
        const parse = mailParser(config.email?.address)
        return createLedger({ db, rawMails, receive, log }).replay(Number(id), parse)
      })
      console.log(bucket)
    })
}

async function printParsed(file: string): Promise<void> {
  const raw = file === '-' ? await buffer(process.stdin) : readFileSync(file)
  const parsed = await mailParser(readConfig().email?.address)(raw)
  process.stdout.write(`${JSON.stringify(toPrintable(parsed))}\n`)
}
