/**
 * What the office is made of, in the order in which one part needs another. Each side (`sides/`) puts its own parts
 * together; nothing here decides anything.
 */
import type { Resolve } from '../channels/email/index.ts'
import { templatesDir } from '../templates/index.ts'
import type { Config } from './config.ts'
import { startHousekeeping } from './desk/housekeeping.ts'
import { createHttp } from './http.ts'
import { createLifetime, type Lifetime } from './lifetime.ts'
import { createLog, type Logger } from './log.ts'
import { noticesOf } from './notices.ts'
import { createReadiness } from './readiness.ts'
import { apiRoutes } from './sides/api.ts'
import { openChatSide } from './sides/chat.ts'
import { openDeskSide } from './sides/desk.ts'
import { openEmailSide } from './sides/email.ts'
import { openFrontDoor } from './sides/front-door.ts'
import { openHouse } from './sides/house.ts'
import { createIntake } from './sides/intake.ts'
import { openLetters } from './sides/letters.ts'
import { openLibrarySide } from './sides/library.ts'
import { openSending } from './sides/sending.ts'
import { sitePages } from './sides/site.ts'
import { openTextsSide } from './sides/texts.ts'
import { openTwilioSide } from './sides/twilio.ts'

export interface App {
  port: number
  /** The mail intake's address, once listening; null when switched off. */
  smtpAddress: { host: string; port: number } | null
  lmtpAddress: { host: string; port: number } | null
  firstAdmin: { email: string; password: string | null } | null
  /** One sentence a channel that is off or played. */
  notices: string[]
  stop(): Promise<void>
}

export interface AppOptions {
  version: string
  webDist: string
  /** Where the answer library lies; by default ours. */
  libraryDir?: string
  /** In place of DNS, when who sent a mail is looked into. */
  resolveDns?: Resolve
  /** In milliseconds after the start. */
  plusProbeAfterMs?: number
  log?: Logger
  /** Told in one sentence when this process must not go on; whoever started it calls `stop`. */
  onFatal?: (why: string) => void
}

/** Starts everything and resolves when it listens. Throws one clear sentence, with nothing left running, when it cannot. */
export async function startApp(config: Config, options: AppOptions): Promise<App> {
  const log = options.log ?? createLog(config.logLevel)
  const lifetime = createLifetime(log)
  try {
    return await start(config, { ...options, log }, lifetime)
  } catch (error) {
    await lifetime.stop()
    throw error
  }
}

async function start(
  config: Config,
  {
    version,
    webDist,
    libraryDir = templatesDir,
    log,
    onFatal = () => {},
    ...options
  }: AppOptions & { log: Logger },
  lifetime: Lifetime,
): Promise<App> {
  const house = await openHouse(config, { log, lifetime, onFatal })
  const librarySide = await openLibrarySide(house, libraryDir)
  const letters = await openLetters(house, librarySide, options.plusProbeAfterMs)
  const texts = await openTextsSide(house, librarySide)
  const sending = await openSending(house, { librarySide, letters, texts })
  const intake = createIntake(house, librarySide, letters, sending, texts)
  const desk = await openDeskSide(house, librarySide)
  const door = await openFrontDoor(house)
  const chat = await openChatSide(house, { librarySide, sending, intake, desk, door })
  const twilio = await openTwilioSide(house, { librarySide, sending, intake, texts, port: door.port })
  const officeName = librarySide.library.office.helpdesk
  const heartbeat = openEmailSide(house, { letters, intake, officeName, resolveDns: options.resolveDns })

  const { db, events, auth, metrics, channels } = house
  door.answerWith(
    createHttp({
      ...{ baseUrl: config.baseUrl, version, auth, metrics, log },
      routes: apiRoutes(house, { librarySide, sending, intake, desk, texts, chat, twilio }),
      webhooks: [...channels.values()].flatMap((channel) => channel.routes ?? []),
      simulator: twilio?.simulator?.routes ?? null,
      pages: sitePages(house, { librarySide, sending, intake, chat, texts, webDist }),
      unready: createReadiness({ db, channels, dataDir: config.dataDir }),
    }),
  )

  await lifetime.begin(events)
  await lifetime.begin(librarySide.live)
  lifetime.onStop(startHousekeeping({ db, attachments: house.attachments, log }))
  await lifetime.begin(door)
  for (const channel of channels.values()) await lifetime.begin(channel)
  if (heartbeat) await lifetime.begin(heartbeat)
  await lifetime.begin(desk.routing)
  await sending.outbox.start({ ownsAll: house.isSole })
  lifetime.onStop(sending.outbox.stop)
  await lifetime.begin(sending.later)
  if (twilio?.recordings) await lifetime.begin(twilio.recordings)
  if (twilio?.lookAgain) await lifetime.begin(twilio.lookAgain)
  await lifetime.begin(texts)
  await lifetime.begin(letters.plusAddresses)
  if (config.acknowledge) sending.acknowledgements.start()
  lifetime.onStop(sending.acknowledgements.stop)
  await lifetime.begin(sending.carry)
  house.markUp()

  return {
    port: door.port(),
    smtpAddress: house.email?.smtpAddress() ?? null,
    lmtpAddress: house.email?.lmtpAddress() ?? null,
    firstAdmin: house.firstAdmin,
    notices: noticesOf(config, twilio !== null),
    stop: lifetime.stop,
  }
}
