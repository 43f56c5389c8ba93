import type { Command } from 'commander'
import { checkDkimRecord, dkimRecordName, systemResolve } from '../../channels/email/index.ts'
import { lintAnswers } from '../../templates/index.ts'
import { readConfig } from './office.ts'
import { checkFolder, reach, reachDatabase } from './reach.ts'
import { warningsOf } from './warnings.ts'

/** Checks the configuration and reaches each configured service; one line each, exit 1 when one fails. Changes nothing. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check the configuration and reach each configured service; changes nothing')
    .action(async () => {
      const config = await report('configuration', readConfig)
      for (const warning of warningsOf(config, process.env, process.cwd())) console.log(`warn  ${warning}`)
      if (!config) return
      await report('data folder', () => checkFolder(config.dataDir))
      await report('database', () => reachDatabase(config))
      await report('answers', checkAnswers)
      const mailboxes = config.email?.imap?.urls ?? []
      for (const url of mailboxes) {
        await report(`mailbox (IMAP_URL)${mailboxes.length > 1 ? ` ${mailboxIn(url)}` : ''}`, () =>
          reach(url),
        )
      }
      const dkim = config.email?.dkim
      if (dkim)
        await report(`DKIM record ${dkimRecordName(dkim)}`, () => checkDkimRecord(dkim, systemResolve()))
      const services = {
        'mail server (SMTP_URL)': config.email?.smtpUrl,
        'Twilio (TWILIO_API_URL)': config.twilio ? (config.twilio.apiUrl ?? 'https://api.twilio.com') : null,
        'Redis (REDIS_URL)': config.redisUrl,
      }
      for (const [name, url] of Object.entries(services)) if (url) await report(name, () => reach(url))
    })
}

/** By folder and host; a user and a password are nobody's business on a screen. */
function mailboxIn(url: string): string {
  const { hostname, pathname } = new URL(url)
  return `${decodeURIComponent(pathname.slice(1)) || 'INBOX'}@${hostname}`
}

/** Prints how one check went, with the remark it returned; resolves with null when it failed. */
async function report<T>(name: string, check: () => Promise<T> | T): Promise<T | null> {
  try {
    const found = await check()
    console.log(`ok    ${name}${typeof found === 'string' ? `: ${found}` : ''}`)
    return found
  } catch (error) {
    const words =
      error instanceof Error ? error.message || String((error as NodeJS.ErrnoException).code) : String(error)
    console.log(`FAIL  ${name}: ${words.replaceAll('\n', ' ')}`)
    process.exitCode = 1
    return null
  }
}

function checkAnswers(): void {
  const faults = lintAnswers()
  if (faults.length > 0) throw new Error(`${faults.length} faults; see \`tanya answers lint\``)
}
