/** What the caller is asked at each place of the conversation. */
import type { Verb } from '../../../channels/voice/index.ts'
import { findTicket } from '../../../db/tickets.ts'
import type { Topic } from '../../../templates/index.ts'
import { say, type Scene } from './scene.ts'
import { waysToSend } from './send-answer.ts'
import type { Place } from './talk.ts'
import { phonesOf } from './to-officer.ts'

/** By which keys a topic of a chosen service is asked for. */
export const topicKeys: Record<string, Topic> = {
  '1': 'persyaratan',
  '2': 'prosedur',
  '3': 'biaya',
  '4': 'waktu',
}

/** `before` is said first: what came of the last turn. */
export async function prompt(scene: Scene, place: Place, before: string[]): Promise<Verb[]> {
  const { deps, call, talk } = scene
  const ask = (words: string, keys: 'one' | 'number' = 'one', speech = false): Verb[] => [
    { do: 'ask', words: [...before, words], keys, speech },
  ]
  switch (place) {
    case 'join':
      return ask(say(scene, 'join', { ticketNumber: await joinableNumber(scene) }))
    case 'menu':
      return ask(say(scene, 'menu'), 'one', true)
    case 'question': {
      const topics = deps.library.phoneTopics.flatMap((id, index) => {
        const service = deps.library.services.get(id)
        return service ? [{ key: String(index + 1), name: shortName(service.names[call.language]) }] : []
      })
      return ask(say(scene, 'question', { topics }), 'one', true)
    }
    case 'about': {
      const service = deps.library.services.get(talk.service ?? '')?.names[call.language] ?? ''
      return ask(say(scene, 'about', { service: shortName(service) }), 'one', true)
    }
    case 'answered':
      return ask(say(scene, 'satisfied', { ways: (await waysToSend(scene)).map(nameOf) }), 'one', true)
    case 'send-by':
      return ask(say(scene, 'sendBy'))
    case 'number':
      return ask(say(scene, 'number'), 'number', true)
    case 'consent':
      return ask(say(scene, call.number === null ? 'consentWithheld' : 'consent'))
    case 'record':
      // Twilio writes down English recordings only.
      return [{ do: 'record', words: [...before, say(scene, 'record')], transcribe: call.language === 'en' }]
    case 'ring':
      return [{ do: 'ring', words: before, callId: call.id, officers: await phonesOf(scene) }]
    case 'room':
      return [{ do: 'room', words: before, callId: call.id, isCitizen: true }]
    case 'line':
      return [...before.map((words): Verb => ({ do: 'say', words })), { do: 'wait' }]
    case 'over':
      return [{ do: 'hang-up', words: [...before, say(scene, 'goodbye')] }]
  }
}

export const nameOf = (way: 'sms' | 'whatsapp') => (way === 'sms' ? 'SMS' : 'WhatsApp')

async function joinableNumber({ tx, talk }: Scene): Promise<string> {
  const ticket = await findTicket(tx, talk.joins ?? 0)
  return ticket?.number ?? ''
}

/** What stands in parentheses is for readers. */
function shortName(name: string): string {
  return name.replace(/\s*\([^()]*\)/g, '')
}
