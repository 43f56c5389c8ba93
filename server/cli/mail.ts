import type { Command } from 'commander'
import { join } from 'node:path'
import { mailParser } from '../../channels/email/index.ts'
import { detectLanguage, loadLibrary } from '../../templates/index.ts'
import { createClock } from '../desk/clock.ts'
import { createDeadlines } from '../desk/deadlines.ts'
import { createFiles } from '../desk/files.ts'
import { createLedger } from '../desk/mail/ledger.ts'
import { openReplyTokens } from '../desk/mail/reply-tokens.ts'
import { createRawMails } from '../desk/mail/raw-mails.ts'
import { createReceive } from '../desk/receive.ts'
import { createLog } from '../log.ts'
import { checkMailboxes } from './mail-check.ts'
import { printCounts, printMails } from './mail-ledger.ts'
import { parseLines, printParsed } from './mail-parse.ts'
import { withDb } from './office.ts'

export function mailCommands(program: Command): void {
  const mail = program.command('mail').description('the counselling mailbox')

  mail
    .command('parse')
    .argument('[file]', 'a raw mail, or - for standard input')
    .option('--jsonl', 'read lines {"path"} and print one object a line')
    .description('print a raw mail as understood')
    .action(async (file: string | undefined, options: { jsonl?: boolean }) => {
      if (options.jsonl) await parseLines()
      else if (file) await printParsed(file)
      else throw new Error('Name a file, or - for standard input.')
    })

  mail
    .command('ledger')
    .option('--list [bucket]', 'a line for each mail, with its number; only of this bucket, e.g. quarantined')
    .option('--check', 'ask each mailbox what lies in it, and look every mail up in the ledger')
    .description('count what became of every mail, list them, or hold them against the mailboxes')
    .action(({ list, check }: { list?: string | true; check?: boolean }) => {
      if (check) return checkMailboxes()
      return list ? printMails(list === true ? null : list) : printCounts()
    })

  mail
    .command('replay')
    .argument('<id>', 'the mail’s number in the ledger')
    .description('take in a kept raw mail again')
    .action(async (id: string) => {
      if (!/^[1-9]\d{0,14}$/.test(id))
        throw new Error('The id is a number; `tanya mail ledger --list` shows it.')
      const bucket = await withDb(async (db, config) => {
        const log = createLog('warn')
        const library = loadLibrary()
        const calendar = () => library.calendar
        const attachments = createFiles(join(config.dataDir, 'attachments'))
        const receive = createReceive({
          db,
          attachments,
          detectLanguage,
          officeTimeZone: config.officeTimeZone,
          ownAddresses: config.email?.ownAddresses ?? [],
          reopenMs: config.reopenMs,
          replyTokens: await openReplyTokens(db),
          deadlinesFor: createDeadlines(createClock(calendar, config.officeTimeZone), calendar),
          isAcknowledging: config.acknowledge, // what is owed the running server settles
        })
        const rawMails = createRawMails(db, join(config.dataDir, 'mail'))
        const parse = mailParser(config.email?.ownAddresses ?? [])
        return createLedger({ db, rawMails, attachments, receive, log }).replay(Number(id), parse)
      })
      console.log(bucket)
    })
}
