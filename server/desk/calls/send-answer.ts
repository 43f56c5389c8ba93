/** The whole of what was read out, in writing, to the number that calls. */
import { insertMessageAnswers } from '../../../db/message-answers.ts'
import { queueMessage } from '../queue-message.ts'
import { hindranceAt } from '../texts/may-text.ts'
import { appendMessage } from '../thread.ts'
import type { Scene } from './scene.ts'

/** A caller's number may be forged: whoever it belongs to is not sent more than a citizen would ask for. */
const mostInOneCall = 5

/**
 * SMS reaches mobile telephones; abroad a number does not tell. WhatsApp takes free words only within 24 hours of what
 * the citizen wrote there, and a number may have stopped either: what we could not keep is not promised.
 */
export async function waysToSend(scene: Scene): Promise<('sms' | 'whatsapp')[]> {
  const { tx, deps, call, now } = scene
  const { number } = call
  if (number === null || (await sentIn(scene)).length >= mostInOneCall) return []
  const isMobile = !/^\+62(?!8)/.test(number)
  const mayGo = async (channel: 'sms' | 'whatsapp') =>
    deps.channels.has(channel) && (await hindranceAt(tx, { channel, address: number }, now)) === null
  return [
    ...(isMobile && (await mayGo('sms')) ? (['sms'] as const) : []),
    ...((await mayGo('whatsapp')) ? (['whatsapp'] as const) : []),
  ]
}

/** Puts it into the outbox, once in a call; false when there is nothing to send any more. */
export async function sendAnswer(scene: Scene, way: 'sms' | 'whatsapp'): Promise<boolean> {
  const { tx, deps, call, ticket, talk, now } = scene
  const answer = talk.answer
    ? deps.library.answer(talk.answer, {
        language: call.language,
        channel: way,
        slots: { ticketNumber: ticket.number },
      })
    : null
  if (!answer || answer.missingSlots.length > 0 || call.number === null) return false
  if ((await sentIn(scene)).some((one) => one.channel === way && one.answer === answer.answer)) return true
  const message = await appendMessage(tx, ticket, {
    direction: 'outbound',
    channel: way,
    author_kind: 'system',
    author_name: null,
    text: answer.text,
    answer: answer.answer,
    answer_version: answer.version,
    delivery_state: 'queued',
    created_at: now,
  })
  await insertMessageAnswers(tx, message.id, [{ answer: answer.answer, version: answer.version }])
  await queueMessage(tx, {
    ...{ ticket, message, now },
    to: { address: call.number, name: null },
    mailDomain: deps.mailDomain,
  })
  return true
}

function sentIn({ tx, call, ticket }: Scene) {
  return tx
    .selectFrom('messages')
    .select(['channel', 'answer'])
    .where('ticket_id', '=', ticket.id)
    .where('author_kind', '=', 'system')
    .where('direction', '=', 'outbound')
    .where('created_at', '>=', call.created_at)
    .execute()
}
