import { Router, type Request, type Response } from 'express'
import type { Log } from '../contract/channel.ts'
import { answerTwilioErrors, readTwilioForm } from '../lib/twilio-request.ts'
import type { TwilioParams } from '../lib/twilio-signature.ts'
import type { TwilioConfig } from '../lib/twilio.ts'
import { first, readInput, readRecording, readReport, readStart, readTranscription } from './fields.ts'
import { createHoldMusic } from './music.ts'
import type { Script, Telephone } from './protocol.ts'
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
  on(voicePaths.officer, (_params, request) =>
    telephone.announce(numberIn(request, 'call'), numberIn(request, 'agent')),
  )
  on(voicePaths.accept, async (params, request) => {
    const { digits } = readInput(params)
    const accepted = await telephone.accept(numberIn(request, 'call'), numberIn(request, 'agent'), digits)
    return accepted === 'bridge' ? undefined : accepted
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

function answer(response: Response, xml: string): void {
  response.status(200).type('text/xml').send(xml)
}

/** 0 where it is not given or no number: nothing has it. */
function numberIn(request: Request, name: string): number {
  const value = request.query[name]
  return typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : 0
}
