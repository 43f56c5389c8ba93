/** Twilio as configured, or the simulator in its place, so that a newcomer has SMS and WhatsApp at once. */
import { randomBytes } from 'node:crypto'
import type { TwilioConfig } from '../../channels/lib/twilio.ts'
import { clientName, createVoiceToken, tokenSeconds } from '../../channels/voice/index.ts'
import type { Db } from '../../db/index.ts'
import { readSetting, writeSetting } from '../../db/settings.ts'
import { createSimulator, type Simulator, type SimulatorOptions } from '../../simulator/index.ts'
import type { Config } from '../config.ts'
import type { TwilioSettings } from '../settings/twilio.ts'
import type { VoiceToken } from '../wire/officer-phone.ts'

export interface TwilioAccount {
  config: TwilioConfig
  simulator: Simulator | null
  /** Telephones in browsers; null where the account has no key for them. */
  softphones: Softphones | null
}

export interface Softphones {
  /** Who rings them. */
  via: VoiceToken['via']
  makeToken: (agentId: number) => Promise<VoiceToken>
}

const simulatedNumbers = { phoneNumber: '+622115001640', whatsappNumber: '+622115001641' }

/** Null when SMS, WhatsApp and telephone are off. `port` is asked for when the server listens. */
export async function openTwilioAccount(
  config: Config,
  { db, port, contentOf }: { db: Db; port: () => number; contentOf: SimulatorOptions['contentOf'] },
): Promise<TwilioAccount | null> {
  if (!config.twilio && !config.simulator) return null
  const settings = config.twilio ?? (await simulatedAccount(db))
  const ownUrl = () => `http://127.0.0.1:${port()}`
  const twilioConfig: TwilioConfig = {
    ...settings,
    baseUrl: config.baseUrl,
    isBaseUrlSet: config.isBaseUrlSet,
    get apiUrl() {
      return settings.apiUrl ?? (config.simulator ? `${ownUrl()}/simulator` : null)
    },
  }
  const softphones = createSoftphones(settings, config.simulator ? 'simulator' : 'twilio')
  if (!config.simulator) return { config: twilioConfig, simulator: null, softphones }
  const simulator = createSimulator({
    accountSid: settings.accountSid,
    authToken: settings.authToken,
    numbers: { sms: settings.phoneNumber, whatsapp: settings.whatsappNumber },
    webhookBaseUrl: config.baseUrl,
    contentOf,
    secondMs: 1000,
  })
  return { config: twilioConfig, simulator, softphones }
}

function createSoftphones(settings: TwilioSettings, via: VoiceToken['via']): Softphones | null {
  const { apiKey } = settings
  if (!apiKey) return null
  return {
    via,
    makeToken: async (agentId) => ({
      token: await createVoiceToken({ accountSid: settings.accountSid, apiKey }, agentId),
      identity: clientName(agentId),
      via,
      expiresAt: new Date(Date.now() + tokenSeconds * 1000).toISOString(),
    }),
  }
}

/** An account of our own making, kept, so that the command line can sign as the running server expects. */
async function simulatedAccount(db: Db): Promise<TwilioSettings> {
  return db.write(async (tx) => {
    const kept = await readSetting(tx, 'simulated twilio')
    if (kept) return JSON.parse(kept) as TwilioSettings
    const account: TwilioSettings = {
      accountSid: `AC${randomBytes(16).toString('hex')}`,
      authToken: randomBytes(16).toString('hex'),
      ...simulatedNumbers,
      messagingServiceSid: null,
      apiUrl: null,
      apiKey: { sid: `SK${randomBytes(16).toString('hex')}`, secret: randomBytes(16).toString('hex') },
    }
    await writeSetting(tx, 'simulated twilio', JSON.stringify(account))
    return account
  })
}
