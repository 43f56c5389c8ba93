/** A script as TwiML (https://www.twilio.com/docs/voice/twiml), written by Twilio's own package. */
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Language, Script, Verb } from './protocol.ts'

type Response = VoiceResponse
type Say = Pick<VoiceResponse.SayAttributes, 'language' | 'voice'>

/** Where its requests go, from the host of the webhook. */
export const voicePath = '/webhooks/twilio/voice'
export const voicePaths = {
  turn: `${voicePath}/turn`,
  hold: `${voicePath}/hold`,
  leave: `${voicePath}/leave`,
  connect: `${voicePath}/connect`,
  status: `${voicePath}/status`,
  recording: `${voicePath}/recording`,
  transcription: `${voicePath}/transcription`,
  officer: `${voicePath}/officer`,
  accept: `${voicePath}/accept`,
  back: `${voicePath}/back`,
  backEnd: `${voicePath}/back/end`,
  citizen: `${voicePath}/citizen`,
  room: `${voicePath}/room`,
  roomNews: `${voicePath}/room/news`,
  leg: `${voicePath}/leg`,
  music: `${voicePath}/music.wav`,
}

/** The name of the one line: who is called back stands in it too, but not at Twilio. */
const lineName = 'tanya'
const secondsToThink = 6
const secondsToRing = 25
const longestMessageSeconds = 180

const speakers: Record<Language, Say> = {
  id: { language: 'id-ID', voice: 'Google.id-ID-Wavenet-A' },
  en: { language: 'en-GB', voice: 'Google.en-GB-Wavenet-A' },
}
/** Twilio's name for an officer's browser. */
export const clientName = (agentId: number) => `officer-${agentId}`

/** Twilio's friendly name of a call's conference. */
const roomName = (callId: number) => `tanya-${callId}`

export type WriteTwiml = (script: Script) => string

/** Resolves once the package is loaded, which takes some milliseconds that no caller should wait. */
export async function loadTwimlWriter(): Promise<WriteTwiml> {
  const { default: Voice } = await import('twilio/lib/twiml/VoiceResponse.js')
  return (script) => {
    const response = new Voice()
    for (const verb of script.verbs) write(response, verb, script)
    return response.toString()
  }
}

/** Calling back: the citizen's number, shown the office's. */
export async function dialTwiml(
  { language, verbs }: Script,
  dial: { number: string; callerId: string; callId: number },
): Promise<string> {
  const { default: Voice } = await import('twilio/lib/twiml/VoiceResponse.js')
  const response = new Voice()
  for (const verb of verbs) if (verb.do === 'say') response.say(speakers[language], verb.words)
  response
    .dial({ action: `${voicePaths.backEnd}?call=${dial.callId}`, callerId: dial.callerId, timeout: 40 })
    .number(
      { statusCallback: `${voicePaths.citizen}?call=${dial.callId}`, statusCallbackEvent: ['answered'] },
      dial.number,
    )
  return response.toString()
}

function write(response: Response, verb: Verb, { language, turn }: Script): void {
  const say = speakers[language]
  const action = `${voicePaths.turn}?n=${turn}`
  const speak = (words: string[]) => words.forEach((sentence) => response.say(say, sentence))
  switch (verb.do) {
    case 'say':
      speak([verb.words])
      break
    case 'ask':
      ask(response, verb, { say, action })
      break
    case 'wait':
      response.enqueue({ waitUrl: voicePaths.hold, waitUrlMethod: 'POST', action, method: 'POST' }, lineName)
      break
    case 'hold': {
      const gather = response.gather({ input: ['dtmf'], numDigits: 1, action: voicePaths.leave, timeout: 1 })
      for (const sentence of verb.words) gather.say(say, sentence)
      gather.play(voicePaths.music)
      response.redirect(voicePaths.hold)
      break
    }
    case 'leave':
      response.leave()
      break
    case 'record':
      speak(verb.words)
      response.record({
        ...{ action, maxLength: longestMessageSeconds, playBeep: true, finishOnKey: '#', timeout: 8 },
        recordingStatusCallback: voicePaths.recording,
        recordingStatusCallbackEvent: ['completed', 'absent'],
        ...(verb.transcribe && { transcribe: true, transcribeCallback: voicePaths.transcription }),
      })
      break
    case 'ring':
      speak(verb.words)
      ring(response, verb, action)
      break
    case 'offer': {
      const accept = `${voicePaths.accept}?call=${verb.callId}&agent=${verb.agentId}`
      const gather = response.gather({
        input: ['dtmf'],
        numDigits: 1,
        action: accept,
        timeout: secondsToThink,
      })
      for (const sentence of verb.words) gather.say(say, sentence)
      // A voice box that picked up presses nothing: the caller stays in the line.
      response.hangup()
      break
    }
    case 'room':
      speak(verb.words)
      enterRoom(response, verb, action)
      break
    case 'hang-up':
      speak(verb.words)
      response.hangup()
  }
}

function ask(
  response: Response,
  { words, keys, speech }: Extract<Verb, { do: 'ask' }>,
  { say, action }: { say: Say; action: string },
): void {
  const gather = response.gather({
    input: [...(speech ? (['speech'] as const) : []), ...(keys === 'none' ? [] : (['dtmf'] as const))],
    action,
    // Silence is an answer too: without this Twilio would go on past the question.
    actionOnEmptyResult: true,
    timeout: secondsToThink,
    ...(keys === 'one' ? { numDigits: 1 } : { finishOnKey: '#' }),
    ...(speech && { language: say.language === 'id-ID' ? 'id-ID' : 'en-GB', speechTimeout: 'auto' }),
  })
  for (const sentence of words) gather.say(say, sentence)
}

/** Officers come and go; with the citizen it is over. */
function enterRoom(
  response: Response,
  { callId, isCitizen }: Extract<Verb, { do: 'room' }>,
  action: string,
): void {
  response.dial(isCitizen ? { action } : {}).conference(
    {
      beep: 'false',
      startConferenceOnEnter: true,
      endConferenceOnExit: isCitizen,
      waitUrl: voicePaths.music,
      waitMethod: 'GET',
      statusCallback: `${voicePaths.roomNews}?call=${callId}`,
      statusCallbackEvent: ['join', 'leave'],
    },
    roomName(callId),
  )
}

function ring(response: Response, { callId, officers }: Extract<Verb, { do: 'ring' }>, action: string): void {
  const dial = response.dial({ action, timeout: secondsToRing })
  for (const { agentId, number } of officers) {
    const url = `${voicePaths.officer}?call=${callId}&agent=${agentId}`
    if (number !== null) dial.number({ url }, number)
    else dial.client({ url }, clientName(agentId))
  }
}
