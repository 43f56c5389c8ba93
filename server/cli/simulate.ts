import type { Command } from 'commander'
import { toE164 } from '../../channels/lib/phone.ts'
import { readSetting } from '../../db/settings.ts'
import { createSimulator } from '../../simulator/index.ts'
import type { TwilioSettings } from '../config.ts'
import { withDb } from './office.ts'

/** Sends what Twilio would send: a signed webhook to the running server. */
export function simulateCommand(program: Command): void {
  program
    .command('simulate')
    .argument('<kind>', 'sms or whatsapp')
    .argument('<text>', 'what the citizen writes')
    .requiredOption('--from <number>', 'the citizen’s number, e.g. +628123456789')
    .description('play a citizen: send a correctly signed webhook to the running server')
    .action(async (kind: string, text: string, options: { from: string }) => {
      if (kind !== 'sms' && kind !== 'whatsapp') throw new Error('The kind is sms or whatsapp.')
      const from = toE164(options.from)
      if (from === null) throw new Error('--from is not a telephone number.')
      const { status } = await withDb(async (db, config) => {
        const kept = await readSetting(db.read, 'simulated twilio')
        const settings = config.twilio ?? (kept ? (JSON.parse(kept) as TwilioSettings) : null)
        if (!settings) throw new Error('Start the server once first: `npm start`.')
        const simulator = createSimulator({
          accountSid: settings.accountSid,
          authToken: settings.authToken,
          numbers: { sms: settings.phoneNumber, whatsapp: settings.whatsappNumber },
          webhookBaseUrl: config.baseUrl,
        })
        return simulator.receiveFrom(kind, from, text)
      })
      if (status !== 200) throw new Error(`The server refused the webhook with status ${status}.`)
      console.log(`${kind} delivered; see it at the desk`)
    })
}
