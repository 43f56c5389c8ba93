import { Router, type Request, type Response } from 'express'
import type { Log } from '../contract/channel.ts'
import { answerTwilioErrors, readTwilioForm } from '../lib/twilio-request.ts'
import type { TwilioParams } from '../lib/twilio-signature.ts'
import type { TwilioConfig } from '../lib/twilio.ts'
import {
  first,
  isOver,
  readInput,
  readRecording,
  readReport,
  readRoom,
  readStart,
  readTranscription,
} from './fields.ts'
import { createHoldMusic } from './music.ts'
import type { OfficerLeg, Script, Telephone } from './protocol.ts'
import { dialTwiml, voicePath, voicePaths, type WriteTwiml } from './twiml.ts'

export interface VoiceDeps {
  telephone: Telephone
  log: Log
  /** Called for each webhook with a wrong or missing signature. */
  countRejected?: () => void
}

const emptyTwiml = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
const hangUp = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>'

/** Twilio's webhooks for calls: TwiML with 200; 403 unsigned, 500 when storing failed, so that Twilio asks again. */
export function createVoiceRoutes(
  config: TwilioConfig,
  { telephone, log, countRejected }: VoiceDeps,
  twiml: Promise<WriteTwiml>,
): Router {
  const router = Router()
  const form = readTwilioForm(config, { log, ...(countRejected && { countRejected }) })
  let music: Buffer | undefined

  const on = (
    path: string,
    handle: (params: TwilioParams, request: Request) => Promise<Script | null | void>,
  ) =>
    router.post(path, ...form, async (request, response) => {
      const script = await handle(request.body as TwilioParams, request)
      if (script === undefined) return answer(response, emptyTwiml)
      // Of a call that nobody knows, nobody can go on: it is ended rather than left in silence.
      answer(response, script === null ? hangUp : (await twiml)(script))
    })

  on(voicePath, async (params) => {
    const start = readStart(params)
    return start && telephone.begin(start)
  })
  on(voicePaths.turn, (params, request) =>
    telephone.turn(first(params, 'CallSid'), numberIn(request, 'n'), readInput(params)),
  )
  on(voicePaths.hold, (params) => telephone.hold(first(params, 'CallSid')))
  on(voicePaths.leave, (params) => telephone.leaveLine(first(params, 'CallSid'), readInput(params).digits))
  on(voicePaths.connect, (params) => telephone.connect(first(params, 'CallSid')))
  on(voicePaths.officer, async (params, request) =>
    bridged(await telephone.announce(officer(params, request))),
  )
  on(voicePaths.accept, async (params, request) =>
    bridged(await telephone.accept(officer(params, request), readInput(params).digits)),
  )
  on(voicePaths.room, (params, request) =>
    telephone.enterRoom(numberIn(request, 'call'), first(params, 'CallSid')),
  )
  on(voicePaths.roomNews, async (params, request) => {
    const report = readRoom(params, numberIn(request, 'call'))
    if (report) await telephone.room(report)
  })
  on(voicePaths.leg, async (params, request) => {
    if (isOver(params)) await telephone.legEnded(numberIn(request, 'call'), first(params, 'CallSid'))
  })
  on(voicePaths.citizen, async (params, request) => {
    if (readInput(params).status === 'in-progress')
      await telephone.citizenAnswered(numberIn(request, 'call'), first(params, 'CallSid'))
  })
  on(voicePaths.backEnd, (params, request) => {
    const seconds = Number.parseInt(first(params, 'DialCallDuration'), 10)
    const status = readInput(params).dialStatus ?? 'failed'
    return telephone.calledBack(numberIn(request, 'call'), status, Number.isNaN(seconds) ? null : seconds)
  })
  on(voicePaths.status, async (params, request) => {
    const report = readReport(params, numberIn(request, 'call') || null)
    if (report) await telephone.report(report)
  })
  on(voicePaths.recording, async (params) => {
    const report = readRecording(params)
    if (report) await telephone.recorded(report)
  })
  on(voicePaths.transcription, async (params) => {
    const { recordingSid, text } = readTranscription(params)
    if (recordingSid && text) await telephone.transcribed(recordingSid, text)
  })

  router.post(voicePaths.back, ...form, async (request, response) => {
    const callId = numberIn(request, 'call')
    const back = await telephone.callBack(callId)
    if (!back || config.phoneNumber === null) return answer(response, hangUp)
    const dial = { number: back.number, callerId: config.phoneNumber, callId }
    answer(response, await dialTwiml(back.script, dial))
  })
  router.get(voicePaths.music, (_request, response) => {
    response.type('audio/wav').set('Cache-Control', 'public, max-age=86400')
    response.send((music ??= createHoldMusic()))
  })
  router.use(voicePath, answerTwilioErrors(log))
  return router
}

function officer(params: TwilioParams, request: Request): OfficerLeg {
  const [callId, agentId] = [numberIn(request, 'call'), numberIn(request, 'agent')]
  const isBrowser = first(params, 'To').startsWith('client:')
  return { callId, agentId, sid: first(params, 'CallSid'), isBrowser }
}

/** An empty document lets the two talk. */
const bridged = (accepted: 'bridge' | Script | null) => (accepted === 'bridge' ? undefined : accepted)

function answer(response: Response, xml: string): void {
  response.status(200).type('text/xml').send(xml)
}

/** 0 where it is not given or no number: nothing has it. */
function numberIn(request: Request, name: string): number {
  const value = request.query[name]
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : 0
}
