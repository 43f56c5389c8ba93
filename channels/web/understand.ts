/** What a form sent → what the desk receives. */
import { createHash } from 'node:crypto'
import type { Inbound } from '../contract/inbound.ts'

export interface FormFile {
  filename: string
  contentType: string
  content: Buffer
}

export interface FormQuestion {
  /** Made by us when the form was shown, and nobody else's. */
  formId: string
  name: string
  /** Small letters. */
  email: string | null
  /** E.164. */
  phone: string | null
  topic: string | null
  text: string
  language: 'id' | 'en'
  files: FormFile[]
  /** Whoever sent a form without an id of ours: the same words again are then a repeat for some minutes only. */
  from?: string
}

const repeatableMs = 10 * 60_000

/**
 * A first question. Sent twice by an impatient finger it is the same in every word, and so its external id is; the form
 * that somebody came back to and filled in anew is another question.
 */
export function toQuestion(question: FormQuestion): Inbound {
  const { formId, name, email, phone, topic, text, language, files, from } = question
  const said = JSON.stringify([from ?? formId, name, email, phone, topic, text, ...files.map(digestOf)])
  const digest = createHash('sha256').update(said).digest('hex')
  return {
    ...common(text, files, formId),
    externalId: `web:start:${digest}`,
    from: { kind: 'chat', address: digest, name },
    otherAddresses: [
      ...(email ? [{ kind: 'email' as const, address: email }] : []),
      ...(phone ? [{ kind: 'phone' as const, address: phone }] : []),
    ],
    language,
    ...(topic ? { topic } : {}),
    ...(from === undefined ? {} : { repeatableMs }),
  }
}

/** What is written on the private page of a ticket. */
export function toFollowUp(
  said: { formId: string; text: string; files: FormFile[] },
  ticketId: number,
): Inbound {
  return {
    ...common(said.text, said.files, said.formId),
    externalId: `web:${ticketId}:${said.formId}`,
    from: { kind: 'chat', address: `web:${ticketId}`, name: null },
    ticketId,
  }
}

function common(text: string, files: FormFile[], clientId: string) {
  return {
    channel: 'web' as const,
    subject: null,
    text,
    quoted: null,
    html: null,
    attachments: files.map((file) => ({ ...file, inline: false, contentId: null })),
    sentAt: null,
    clientId,
  }
}

function digestOf({ filename, content }: FormFile): string[] {
  return [filename, createHash('sha256').update(content).digest('hex')]
}
