/** Each place of the conversation: what can be said or pressed there, and where that leads. */
import type { CallInput } from '../../../channels/voice/index.ts'
import { findAgents } from '../../../db/agents.ts'
import { findTicket, updateTicket } from '../../../db/tickets.ts'
import { answerQuestion, readOut, spokenAgain, spokenText } from './answer-question.ts'
import { noteEvent } from './call-events.ts'
import { say, type Scene } from './scene.ts'
import { isForOfficer, isQuestion, type Heard } from './heard.ts'
import { joinTicket } from './join-ticket.ts'
import { isOwnTicket } from './own-ticket.ts'
import { nameOf, topicKeys } from './prompts.ts'
import { sendAnswer, waysToSend } from './send-answer.ts'
import type { Place } from './talk.ts'
import { tellStatus } from './ticket-status.ts'
import { toLine, toOfficer } from './to-officer.ts'
import { keepVoicemail } from './voicemail.ts'

export interface Next {
  place: Place
  before: string[]
}

/** Null: not understood. */
type Hear = (scene: Scene, heard: Heard, input: CallInput) => Promise<Next | null>

const go = (place: Place, ...before: string[]): Next => ({ place, before })

export const places: Record<Place, Hear> = {
  async join(scene, heard) {
    const { tx, talk, now } = scene
    if (heard.key === '9') return otherLanguage(scene, 'join')
    if (heard.key === '2') return go('menu')
    if (heard.key !== '1') return null
    // An officer was faster: what it goes on about is known, and that ticket holds more than this call.
    if (!(await isOwnTicket(tx, scene.call, scene.ticket))) return go('menu', say(scene, 'joined'))
    const target = await findTicket(tx, talk.joins ?? 0)
    if (!target || target.status === 'closed') return go('menu')
    scene.ticket = await joinTicket(tx, scene.call, scene.ticket, target, now)
    scene.call = { ...scene.call, ticket_id: target.id }
    return go('menu', say(scene, 'joined'))
  },

  async menu(scene, { key, speech }) {
    if (key === '9') return otherLanguage(scene, 'menu')
    if (key === '1') return chose(scene, key, 'requirements').then(() => go('question'))
    if (key === '2') return chose(scene, key, 'status').then(() => go('number'))
    if (key === '3') return chose(scene, key, 'hours').then(() => tellHours(scene))
    if (isForOfficer(speech)) return toOfficer(scene)
    return isQuestion(speech) ? answerQuestion(scene, speech) : null
  },

  async question(scene, { key, speech }) {
    const service = scene.deps.library.phoneTopics[Number(key) - 1]
    if (service !== undefined && key !== '') {
      await chose(scene, key, 'service')
      scene.talk.service = service
      return go('about')
    }
    if (isForOfficer(speech)) return toOfficer(scene)
    return isQuestion(speech) ? answerQuestion(scene, speech) : null
  },

  async about(scene, { key, speech }) {
    const topic = topicKeys[key]
    if (topic && scene.talk.service) return readOut(scene, `${scene.talk.service}/${topic}`)
    return isQuestion(speech) ? answerQuestion(scene, speech) : null
  },

  async answered(scene, { key, speech }) {
    const { tx, ticket, call, talk, now } = scene
    if (key === '1') {
      talk.isInformed = true
      await noteEvent(tx, ticket, call, { kind: 'satisfied' }, now)
      return go('menu', say(scene, 'again'))
    }
    const ways = await waysToSend(scene)
    const [first] = ways
    if (key === '2' && first) return ways.length > 1 ? go('send-by') : sendBy(scene, first)
    if (key === '3') return go('question')
    if (key === '*') return go('answered', ...spokenAgain(scene))
    if (key === 'no' || isForOfficer(speech)) return toOfficer(scene)
    return isQuestion(speech) ? answerQuestion(scene, speech) : null
  },

  async 'send-by'(scene, { key }) {
    if (key === '1') return sendBy(scene, 'sms')
    return key === '2' ? sendBy(scene, 'whatsapp') : null
  },

  async number(scene, { speech }, { digits }) {
    const told = await tellStatus(scene, digits || speech)
    return told === null ? null : go('menu', told)
  },

  async consent(scene, { key }) {
    const { tx, ticket, call, talk, now } = scene
    if (key === '1') {
      await noteEvent(tx, ticket, call, { kind: 'consented' }, now)
      return go('record')
    }
    if (key !== '2') return null
    if (call.number === null) return go('over')
    return promiseCallBack(scene, say(scene, 'willCall', { ticketNumber: ticket.number }), talk.wantsCallBack)
  },

  async record(scene, _heard, { recording }) {
    const { tx, call, ticket, talk, now } = scene
    if (!recording) return go('over')
    talk.hasMessage = true
    await keepVoicemail(tx, call, { ...recording, isReady: false }, now)
    return go('over', say(scene, 'recorded', { ticketNumber: ticket.number }))
  },

  async ring(scene, _heard, { dialStatus }) {
    const { tx, ticket, call, talk, now } = scene
    if (call.is_room === 1 && call.stage === 'talking') return go('room')
    if (call.answered_at !== null || dialStatus === null) return go('over')
    const agents = await findAgents(tx, talk.ring)
    const names = agents.map(({ name }) => name).join(', ')
    await noteEvent(tx, ticket, call, { kind: 'unanswered', names }, now)
    return toLine(scene, [say(scene, 'stillInLine')])
  },

  async line(scene) {
    const { talk } = scene
    const { leaving } = talk
    talk.leaving = null
    if (talk.ring.length > 0) return go('ring', say(scene, 'ringing'))
    if (leaving === 'call-back') return promiseCallBack(scene, say(scene, 'callBack'), false)
    return go('consent', ...(leaving === 'message' ? [] : [say(scene, 'nobody')]))
  },

  /** Out of the conference: nobody is there any more. */
  room: async () => go('over'),

  over: async () => go('over'),
}

export async function chose(
  { tx, ticket, call, now }: Scene,
  key: string,
  what: 'requirements' | 'status' | 'hours' | 'officer' | 'english' | 'indonesian' | 'service',
): Promise<void> {
  await noteEvent(tx, ticket, call, { kind: 'chose', key, what }, now)
}

async function otherLanguage(scene: Scene, place: Place): Promise<Next> {
  const language = scene.call.language === 'id' ? 'en' : 'id'
  await chose(scene, '9', language === 'en' ? 'english' : 'indonesian')
  scene.call = { ...scene.call, language }
  await updateTicket(scene.tx, scene.ticket.id, { language })
  return go(place)
}

function tellHours(scene: Scene): Next {
  const { deps, call, talk } = scene
  talk.isInformed = true
  const places = deps.library.answer('jam-lokasi-layanan/umum', {
    language: call.language,
    channel: 'voice',
  })
  const told = places && places.missingSlots.length === 0 ? [spokenText(places)] : []
  return go(
    'menu',
    say(scene, 'hours', { isOpen: deps.clock.isOpen(scene.now) }),
    ...told,
    say(scene, 'again'),
  )
}

async function sendBy(scene: Scene, way: 'sms' | 'whatsapp'): Promise<Next> {
  if (!(await sendAnswer(scene, way))) return toOfficer(scene, [say(scene, 'noAnswer')])
  scene.talk.isInformed = true
  scene.isSending = true
  return go('menu', say(scene, 'sent', { ways: [nameOf(way)] }), say(scene, 'again'))
}

async function promiseCallBack(scene: Scene, words: string, isPromised: boolean): Promise<Next> {
  const { tx, ticket, call, talk, now } = scene
  talk.wantsCallBack = true
  if (!isPromised) await noteEvent(tx, ticket, call, { kind: 'call-back-asked' }, now)
  return go('over', words)
}
