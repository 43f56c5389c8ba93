/**
 * The wiring, straight down: database → answers → events → desk → HTTP and sockets → channels → outbox → listen.
 * Nothing here decides anything; to see what depends on what, read from top to bottom.
 */
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Server } from 'socket.io'
import { createChatChannel, networkOf } from '../channels/chat/index.ts'
import type { Channel, ChannelKind } from '../channels/contract/channel.ts'
import { mailParser, withPlus, type EmailChannel, type Resolve } from '../channels/email/index.ts'
import { createSmsChannel } from '../channels/sms/index.ts'
import { createCallService, createVoiceChannel } from '../channels/voice/index.ts'
import { createWebChannel } from '../channels/web/index.ts'
import { createWhatsappChannel } from '../channels/whatsapp/index.ts'
import { deleteAgent } from '../db/agents.ts'
import { openDb, type Db } from '../db/index.ts'
import { migrateToLatestOrThrow } from '../db/migrate.ts'
import { countWaiting } from '../db/outbox.ts'
import { keptSecret } from '../db/settings.ts'
import {
  createRememberer,
  createSuggester,
  detectLanguage,
  loadNetwork,
  templatesDir,
} from '../templates/index.ts'
import { createAuth, makeFirstAdmin } from './auth.ts'
import { toldToCitizen } from './citizen-words.ts'
import type { Config } from './config.ts'
import { createAcknowledge } from './desk/acknowledge/acknowledge.ts'
import { createAcknowledgeLoop } from './desk/acknowledge/loop.ts'
import { isNeverAcknowledged } from './desk/acknowledge/rules.ts'
import { createAcknowledgementWords } from './desk/acknowledge/words.ts'
import { otherAddressOf } from './desk/address.ts'
import { createAnswers } from './desk/answers.ts'
import type { CallDeps } from './desk/calls/call-deps.ts'
import { createOfficerCalls } from './desk/calls/officer-calls.ts'
import { createRecordings } from './desk/calls/recordings.ts'
import { createTelephone } from './desk/calls/telephone.ts'
import { createChatAnswers } from './desk/chat-answers/chat-answers.ts'
import { createJudge } from './desk/chat-answers/verdict.ts'
import { createCarry } from './desk/carry.ts'
import { createCitizenView } from './desk/citizen-view.ts'
import { createClock } from './desk/clock.ts'
import { createConversations } from './desk/conversations.ts'
import { createDeadlines } from './desk/deadlines.ts'
import { createRecordDelivery } from './desk/delivery.ts'
import { openRouting } from './desk/routing/index.ts'
import { createEvents } from './desk/events.ts'
import { createFiles, type Files } from './desk/files.ts'
import { createFollowUp } from './desk/follow-up.ts'
import { startHousekeeping } from './desk/housekeeping.ts'
import { createLearning } from './desk/learning/learning.ts'
import { createLearningView } from './desk/learning/learning-view.ts'
import { createLaterLoop } from './desk/later/loop.ts'
import { createTakeBack } from './desk/later/take-back.ts'
import { createLedger } from './desk/mail/ledger.ts'
import { createLibraryView } from './desk/library/library-view.ts'
import { createLessons } from './desk/learning/lessons.ts'
import { openLiveLibrary } from './desk/library/live-library.ts'
import { openLiveMemory } from './desk/learning/live-memory.ts'
import { createMailPace } from './desk/mail/mail-pace.ts'
import { createMailLog } from './desk/mail/mail-log.ts'
import { createMailTranscript } from './desk/mail-transcript.ts'
import { createMailboxChecks } from './desk/mail/mailbox-check.ts'
import { createMailboxView } from './desk/mail/mailbox-view.ts'
import { createOutgoingMail } from './desk/mail/outgoing-mail.ts'
import { createPlusAddresses } from './desk/mail/plus-addresses.ts'
import { openReplyTokens } from './desk/mail/reply-tokens.ts'
import { createNote } from './desk/note.ts'
import { createOutbox } from './desk/outbox.ts'
import { createPrivateLinks } from './desk/private-links.ts'
import { createReceive } from './desk/receive.ts'
import { createClamd } from './desk/scanning/clamd.ts'
import { createScanning } from './desk/scanning/scanning.ts'
import { createRecipients } from './desk/library/recipients.ts'
import { createReply } from './desk/reply.ts'
import { createRevisions } from './desk/library/revisions.ts'
import { createSendDirectly } from './desk/send-directly.ts'
import { createSendLink } from './desk/send-link.ts'
import { createSendQueue } from './desk/send-queue.ts'
import { createRawMails } from './desk/mail/raw-mails.ts'
import { createTickets } from './desk/tickets.ts'
import { createBlocks } from './desk/visitors/blocks.ts'
import { createCitizenOf } from './desk/visitors/citizen.ts'
import { createIdentify } from './desk/visitors/identity.ts'
import { createEmailSide } from './email-side.ts'
import { asTanyaError } from './errors.ts'
import { createHttp } from './http.ts'
import { holdDatabase } from './hold.ts'
import { createLog, type Logger } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createMayConnect } from './own-page.ts'
import { noticesOf } from './notices.ts'
import { createOffice } from './office.ts'
import { createPages } from './pages.ts'
import { createReadiness } from './readiness.ts'
import { agentRoutes } from './routes/agents.ts'
import { attachmentRoutes } from './routes/attachments.ts'
import { callRoutes } from './routes/calls.ts'
import { catalogueRoutes } from './routes/catalogue.ts'
import { learningRoutes } from './routes/learning.ts'
import { libraryRoutes } from './routes/library.ts'
import { mailboxRoutes } from './routes/mailboxes.ts'
import { mailRoutes } from './routes/mails.ts'
import { messageRoutes } from './routes/messages.ts'
import { outboxRoutes } from './routes/outbox.ts'
import { profileRoutes } from './routes/profile.ts'
import { routingRoutes } from './routes/routing.ts'
import { sessionRoutes } from './routes/session.ts'
import { ticketRoutes } from './routes/tickets.ts'
import { visitorRoutes } from './routes/visitors.ts'
import { createSitePages } from './site/pages.ts'
import { createSockets } from './sockets.ts'
import { createTwilioSide } from './twilio-side.ts'
import type { Message } from './wire/message.ts'

const graceMs = 2_000

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
  const undo: (() => Promise<void> | void)[] = []
  const stopAll = async () => {
    for (const step of undo.splice(0).reverse()) {
      await Promise.resolve(step()).catch((err: unknown) => log.error({ err }, 'a part did not stop cleanly'))
    }
  }
  try {
    return await start(config, { ...options, log }, undo, stopAll)
  } catch (error) {
    await stopAll()
    throw error
  }
}

async function start(
  config: Config,
  {
    version,
    webDist,
    libraryDir = templatesDir,
    resolveDns,
    plusProbeAfterMs,
    log,
    onFatal = () => {},
  }: AppOptions & { log: Logger },
  undo: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<App> {
  const hold = await holdDatabase(config, onFatal)
  undo.push(hold.release)
  const db: Db = openDb(config.databaseUrl)
  undo.push(db.close)
  await migrateToLatestOrThrow(db)
  const firstAdmin = await makeFirstAdmin(db, config.admin)
  let isUp = false
  undo.push(async () => {
    // Nobody has read the password of an admin whose first start failed: the next start makes another.
    if (!isUp && firstAdmin) await db.write((tx) => deleteAgent(tx, firstAdmin.email))
  })

  const network = loadNetwork()
  const taught = await openLiveMemory({ db, log, remember: createRememberer(network) })
  undo.push(taught.stop)
  const live = await openLiveLibrary({
    db,
    log,
    dir: libraryDir,
    options: { baseUrl: config.isBaseUrlSet ? config.baseUrl : '' },
    makeSuggest: (library) => createSuggester(library, network, taught.memory),
  })
  const { library, suggest } = live
  const answers = createAnswers(library, suggest)
  let email: EmailChannel | null = null
  const scanning = createScanning({
    ...{ db, log },
    attachments: createFiles(join(config.dataDir, 'attachments')),
    scan: config.clamd && createClamd(config.clamd),
  })
  undo.push(scanning.settled)
  const attachments: Files = scanning.files
  const rawMails = createRawMails(db, join(config.dataDir, 'mail'))
  const auth = createAuth(db)
  const metrics = createMetrics({
    outboxWaiting: () => countWaiting(db.read),
    mailboxes: () => email?.mailboxes?.health() ?? [],
  })
  const lessons = createLessons({ db, suggest, onChange: taught.wake })
  const learning = createLearning({
    ...{ db, log, answers, suggest, lessons },
    onFate: (fate, count) => metrics.suggestions.inc({ fate }, count),
    onChange: taught.wake,
  })
  undo.push(learning.settled)

  const events = createEvents(db, log)
  const channels = new Map<ChannelKind, Channel>()
  const mailDomain = config.email?.address.split('@')[1] ?? 'tanya.invalid'
  const links = createPrivateLinks(db, await keptSecret(db, 'private link secret'), config.baseUrl)
  const replyTokens = await openReplyTokens(db)
  const plusAddresses = createPlusAddresses({
    ...{ db, log, mode: config.email?.plus ?? 'off', firstAfterMs: plusProbeAfterMs },
    probe: async (tag) => email?.probePlus(tag),
    route: () => email?.route() ?? '',
  })
  const outgoingMail = createOutgoingMail({
    ...{ db, library, timeZone: config.officeTimeZone },
    replyAddress: async (number) =>
      (await plusAddresses.areUsable())
        ? withPlus(config.email?.address ?? '', replyTokens.tokenFor(number))
        : null,
  })
  const pace = createMailPace(config.email?.perMinute ?? null)
  const outbox = createOutbox({
    ...{ db, events, log, channels, attachments, outgoingMail, pace },
    linkTo: links.addressOf,
  })
  const carry = createCarry({
    ...{ db, events, log, library, channels, mailDomain },
    awayMs: config.chatAwayMs,
    onQueued: outbox.wake,
  })
  const calendar = () => library.calendar
  const clock = createClock(calendar, config.officeTimeZone)
  const deadlinesFor = createDeadlines(clock, calendar)
  const words = createAcknowledgementWords({ library, suggest, clock })
  const acknowledgements = createAcknowledgeLoop({
    db,
    log,
    events,
    acknowledge: createAcknowledge({ db, words, channels, mailDomain }),
    onSettled: (outcome, count) => metrics.acknowledgements.inc({ outcome }, count),
    onQueued: outbox.wake,
  })
  const chatAnswers = createChatAnswers({ db, events, answers, log })
  undo.push(chatAnswers.settled)
  const receive = createReceive({
    db,
    attachments,
    events,
    detectLanguage,
    officeTimeZone: config.officeTimeZone,
    ownAddresses: config.email?.ownAddresses ?? [],
    reopenMs: config.reopenMs,
    replyTokens,
    deadlinesFor,
    isAcknowledging: config.acknowledge,
    onReceived(inbound, received) {
      const { outcome } = received
      metrics.received.inc({ channel: inbound.channel, outcome })
      if (config.chatAnswers && inbound.channel === 'chat' && outcome !== 'duplicate')
        chatAnswers.offer(received)
      if (outcome === 'ticket' && inbound.channel === 'email') {
        const why = isNeverAcknowledged(inbound, Date.now())
        if (why) metrics.acknowledgements.inc({ outcome: why })
        acknowledgements.wake()
      }
    },
  })
  const recordDelivery = createRecordDelivery(db, events)
  const routing = openRouting({ db, events, log, library, suggest })
  const chatSecret = await keptSecret(db, 'chat token secret')
  const citizenView = createCitizenView(chatSecret, config.isBaseUrlSet ? config.baseUrl : '')
  const sendDirectly = createSendDirectly({ channels, library, mailDomain })
  const conversations = createConversations({
    ...{ db, events, secret: chatSecret, citizenView, chatAnswers },
    judge: createJudge({ db, events, library }),
    mailTranscript: createMailTranscript({ db, channels, sendDirectly, timeZone: config.officeTimeZone }),
  })
  const blocks = createBlocks({ db, events })
  await blocks.reload()
  routing.staffWatch.on(() => void blocks.reload())
  const ledger = createLedger({ db, rawMails, receive, log })
  const reply = createReply({
    db,
    events,
    answers,
    channels,
    ownAddresses: config.email?.ownAddresses ?? [],
    mailDomain,
    undoMs: config.undoMs,
    onQueued: outbox.wake,
    onPutOff: () => later.wake(),
    onReplied: learning.followReply,
  })
  const later = createLaterLoop({
    ...{ db, events, log, mailDomain, answers },
    onQueued: outbox.wake,
    onReplied: learning.followReply,
  })
  const tickets = createTickets({ db, events, library, deadlinesFor })

  // Given before socket.io attaches itself, which then takes its own path and leaves the rest to us.
  const server = createServer((request, response) => http(request, response))
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: 256 * 1024,
    cors: { origin: false },
  })
  if (config.redisUrl) {
    const { connectProcesses } = await import('./scale-out.ts') // its client is slow to load, and most offices need none
    undo.push(await connectProcesses(io, config.redisUrl))
  }
  const chat = createChatChannel<Message>(
    { startsPerMinute: config.limits.chatStartsPerMinute },
    {
      namespace: io.of('/chat'),
      receive,
      log,
      conversations,
      describeError(thrown) {
        const error = asTanyaError(thrown)
        if (error.code === 'internal') log.error({ err: error.cause }, 'a chat event failed')
        return toldToCitizen(error)
      },
      gate: {
        addressKey: (address) =>
          createHmac('sha256', chatSecret)
            .update(`address ${networkOf(address)}`)
            .digest('base64url'),
        mayConnect: createMayConnect(config.baseUrl, config.widget.origins),
        identify: createIdentify(config.widget.identity),
        isBlocked: blocks.isBlocked,
      },
      onTyping: (ticketId, on) => sockets.showCitizenTyping(ticketId, on),
    },
  )
  const sockets = createSockets({
    ...{ io, auth, baseUrl: config.baseUrl, events, chat, citizenView, log },
    ...{ atDesk: routing.atDesk, staffWatch: routing.staffWatch, onChat: routing.wake },
  })
  channels.set('chat', chat)
  channels.set('web', createWebChannel())

  const twilio = await createTwilioSide(config, db, () => (server.address() as AddressInfo).port)
  const twilioDeps = { receive, recordDelivery, log, countRejected: () => metrics.webhooksRejected.inc() }
  if (twilio?.config.phoneNumber) channels.set('sms', createSmsChannel(twilio.config, twilioDeps))
  if (twilio?.config.whatsappNumber)
    channels.set('whatsapp', createWhatsappChannel(twilio.config, twilioDeps))
  const callDeps: CallDeps | null = twilio?.config.phoneNumber
    ? {
        ...{ db, events, log, receive, library, suggest, clock, channels, attachments, mailDomain },
        service: createCallService(twilio.config),
        onQueued: outbox.wake,
      }
    : null
  const recordings = callDeps && createRecordings(callDeps)
  if (twilio && callDeps && recordings) {
    const telephone = createTelephone(callDeps, recordings.wake)
    channels.set('voice', createVoiceChannel(twilio.config, { ...twilioDeps, telephone }))
  }
  email = createEmailSide(config, {
    ...{ db, log, events, attachments, rawMails, ledger, resolveDns },
    officeName: library.office.helpdesk,
    onPlusTag: plusAddresses.arrived,
  })
  if (email) channels.set('email', email)

  const mailboxes = () => email?.mailboxes ?? null
  const office = createOffice(config, library, clock)
  const http = createHttp({
    baseUrl: config.baseUrl,
    version,
    auth,
    routes: [
      ...sessionRoutes(auth, { isHttps: config.baseUrl.startsWith('https://') }),
      ...agentRoutes(db, routing.staff),
      ...profileRoutes({ staff: routing.staff, pictures: createFiles(join(config.dataDir, 'pictures')) }),
      ...routingRoutes({ db, claims: routing.claims, staff: routing.staff }),
      ...ticketRoutes({ db, tickets, followUp: createFollowUp({ db, events }), answers, learning }),
      ...visitorRoutes({ tickets, citizens: createCitizenOf({ db, events }), blocks }),
      ...attachmentRoutes({
        ...{ db, attachments, citizenView, refuseInfected: scanning.refuseInfected },
        openChat: conversations.open,
      }),
      ...messageRoutes({
        ...{ db, tickets, reply, note: createNote({ db, events }) },
        later: createTakeBack({ db, events, onMoved: later.wake }),
      }),
      ...catalogueRoutes(library, office),
      ...libraryRoutes({
        live,
        view: createLibraryView({ db, live }),
        revisions: createRevisions({ db, live }),
        recipients: createRecipients(db, library),
      }),
      ...learningRoutes({ tickets, learning, lessons, view: createLearningView({ db, library }) }),
      ...mailRoutes({
        db,
        mailLog: createMailLog({ db, rawMails }),
        replay: (id) => ledger.replay(id, email?.read ?? mailParser([])),
      }),
      ...outboxRoutes(createSendQueue({ db, wakeOutbox: outbox.wake, wakeLater: later.wake }), clock),
      ...mailboxRoutes({
        view: createMailboxView({ db, mailboxes }),
        checks: createMailboxChecks({ db, log, mailboxes }),
      }),
      ...callRoutes({
        db,
        officerCalls: callDeps && createOfficerCalls(callDeps),
        makeToken: twilio?.makeToken ?? null,
      }),
    ],
    webhooks: [...channels.values()].flatMap((channel) => channel.routes ?? []),
    simulator: twilio?.simulator?.routes ?? null,
    pages: [
      createPages(webDist, config.widget.origins),
      createSitePages({
        ...{ library, suggest, office, baseUrl: config.baseUrl, dist: join(webDist, 'site') },
        ask: {
          ...{ receive, links, timeZone: config.officeTimeZone, log },
          sendLink: createSendLink({ db, events, library, links, channels, sendDirectly, log }),
          messagesOf: (ticketId) => conversations.messagesAfter(ticketId, 0),
          markRead: (ticketId, seq) => conversations.mark(ticketId, seq, 'read'),
          answersTo: (ticket) => otherAddressOf(db.read, ticket, channels),
          questionsPerMinute: config.limits.chatStartsPerMinute,
        },
      }),
    ],
    metrics,
    log,
    unready: createReadiness({ db, channels, dataDir: config.dataDir }),
  })

  await events.start()
  live.start()
  undo.push(live.stop, events.stop, startHousekeeping(db, log))
  await listen(server, config)
  undo.push(() => hangUp(io, server))
  for (const channel of channels.values()) {
    await channel.start()
    undo.push(channel.stop)
  }
  await routing.start()
  undo.push(routing.stop)
  await outbox.start({ ownsAll: hold.isSole })
  undo.push(outbox.stop)
  later.start()
  undo.push(later.stop)
  if (recordings) {
    recordings.start()
    undo.push(recordings.stop)
  }
  plusAddresses.start()
  undo.push(plusAddresses.stop)
  if (config.acknowledge) acknowledgements.start()
  undo.push(acknowledgements.stop)
  carry.start()
  undo.push(carry.stop)
  isUp = true

  return {
    port: (server.address() as AddressInfo).port,
    smtpAddress: email?.smtpAddress() ?? null,
    lmtpAddress: email?.lmtpAddress() ?? null,
    firstAdmin,
    notices: noticesOf(config, twilio !== null),
    stop,
  }
}

/** Requests in hand are answered; a line on which nothing was ever asked would be waited for without end. */
function hangUp(io: Server, server: ReturnType<typeof createServer>): Promise<void> {
  const grace = setTimeout(() => server.closeAllConnections(), graceMs)
  return new Promise((done) => void io.close(() => (clearTimeout(grace), done())))
}

function listen(server: ReturnType<typeof createServer>, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      reject(taken ? new Error(`Port ${config.port} is taken: stop the other program or set PORT.`) : error)
    })
    server.listen(config.port, config.host, resolve)
  })
}
