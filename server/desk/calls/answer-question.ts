/** A question that was spoken: read into the thread, and answered when the suggester is sure. */
import { findMessage } from '../../../db/messages.ts'
import { updateTicket } from '../../../db/tickets.ts'
import type { Answer } from '../../../templates/index.ts'
import { briefly } from '../question.ts'
import { appendMessage, firstWords } from '../thread.ts'
import { noteEvent } from './call-events.ts'
import { say, type Scene } from './scene.ts'
import type { Place } from './talk.ts'
import { toOfficer } from './to-officer.ts'

const subjectLength = 80

interface Next {
  place: Place
  before: string[]
}

export async function answerQuestion(scene: Scene, speech: string): Promise<Next> {
  const { tx, deps, call, talk, now } = scene
  const message = await appendMessage(tx, scene.ticket, {
    direction: 'inbound',
    channel: 'voice',
    author_kind: 'contact',
    author_id: scene.ticket.contact_id,
    author_name: null,
    text: speech,
    external_id: `twilio:${call.sid}#${call.turn}`,
    created_at: now,
  })
  await nameTicket(scene, message.text)
  const { language } = call
  const [found] = deps.suggest(speech, { ...briefly, language, service: talk.service }).suggestions
  return readOut(scene, found?.sure ? found.answer : null)
}

/** Reads an answer out, or leads to somebody who knows more. */
export async function readOut(scene: Scene, id: string | null): Promise<Next> {
  const { tx, call, ticket, talk, now } = scene
  const answer = id === null ? null : sayable(scene, id)
  if (!answer) return toOfficer(scene, [say(scene, 'noAnswer')])
  talk.answer = answer.answer
  talk.service = answer.service
  if (ticket.service === null) await updateTicket(tx, ticket.id, { service: answer.service })
  const told = { kind: 'told', answer: answer.answer, title: answer.title } as const
  await noteEvent(tx, ticket, call, told, now)
  return { place: 'answered', before: [spokenText(answer)] }
}

/** Once more, without a note. */
export function spokenAgain(scene: Scene): string[] {
  const answer = scene.talk.answer === null ? null : sayable(scene, scene.talk.answer)
  return answer ? [spokenText(answer)] : []
}

/** Neither expired nor in need of something that only an officer knows. */
function sayable({ deps, call }: Scene, id: string): Answer | null {
  const answer = deps.library.answer(id, { language: call.language, channel: 'voice' })
  return answer && answer.status !== 'expired' && answer.missingSlots.length === 0 ? answer : null
}

/** Whether there is anything else is asked in other words. */
export function spokenText({ text }: Answer): string {
  return text.replace(/(?<=[.!])\s+[^.!?]*\?$/, '')
}

/** "Telepon masuk" tells nobody what it is about; the first question does. */
async function nameTicket({ tx, ticket, call }: Scene, question: string): Promise<void> {
  const card = await findMessage(tx, call.message_id)
  if (!card || card.seq !== 1 || ticket.subject !== card.text) return
  await updateTicket(tx, ticket.id, { subject: firstWords(question, subjectLength) })
}
