/** The form at /tanya: what was typed → a question, or what is wrong with it. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { toE164 } from '../../../channels/lib/phone.ts'
import type { FormFile, FormQuestion } from '../../../channels/web/index.ts'
import { themes, type Language, type Theme } from '../../../templates/index.ts'
import { checkCitizenFile, mostCitizenFiles } from '../../desk/citizen-files.ts'
import { maxTextLength } from '../../../channels/chat/protocol.ts'
import type { FormBody } from './form-body.ts'
import { faultWords, type FaultName } from './words.ts'

export const fieldNames = ['name', 'contact', 'question', 'files'] as const
type FieldName = (typeof fieldNames)[number]
export type Faults = Partial<Record<FieldName, string>>

/** What stands in the fields, to be shown again. */
export interface Typed {
  formId: string
  name: string
  contact: string
  topic: string
  question: string
}

const longestName = 100

export function emptyForm(question = ''): Typed {
  return { formId: randomBytes(16).toString('hex'), name: '', contact: '', topic: '', question }
}

export function typedIn(body: FormBody): Typed {
  const formId = body.field('id')
  return {
    formId: isFormId(formId) ? formId : emptyForm().formId,
    name: body.field('name').trim(),
    contact: body.field('contact').trim(),
    topic: body.field('topic'),
    question: body.field('question').trim(),
  }
}

/** The office's page is the same for everybody and has no such id: there the sender's address stands in for it, for a while. */
export const isFormId = (id: string) => /^[0-9a-f]{32}$/.test(id)

/** All faults at once, so that nobody mends one after the other. */
export async function readQuestion(
  typed: Typed,
  body: FormBody,
  language: Language,
): Promise<{ question: FormQuestion } | { faults: Faults }> {
  const say = (name: FaultName) => faultWords[name][language]
  const contact = readContact(typed.contact)
  const { files, fault } = await readFiles(body, say)
  const faults: Faults = {
    ...(typed.name === '' && { name: say('nameMissing') }),
    ...(typed.name.length > longestName && { name: say('nameLong') }),
    ...(contact === null && { contact: say('contactWrong') }),
    ...textFault(typed.question, files, say),
    ...(fault && { files: fault }),
  }
  if (contact === null || Object.keys(faults).length > 0) return { faults }
  const { formId, name, topic, question: text } = typed
  const isKnown = (themes as readonly string[]).includes(topic)
  const question = {
    formId,
    name,
    ...contact,
    topic: isKnown ? (topic as Theme) : null,
    text,
    language,
    files,
  }
  return { question }
}

/** What somebody adds on their private page: words, files, or both. */
export async function readAddition(
  body: FormBody,
  language: Language,
): Promise<{ said: { formId: string; text: string; files: FormFile[] } } | { faults: Faults }> {
  const say = (name: FaultName) => faultWords[name][language]
  const { formId, question: text } = typedIn(body)
  const { files, fault } = await readFiles(body, say)
  const faults: Faults = { ...textFault(text, files, say), ...(fault && { files: fault }) }
  return Object.keys(faults).length > 0 ? { faults } : { said: { formId, text, files } }
}

/** One field for both: what has an @ is a mail address, anything else a telephone number. */
export function readContact(typed: string): { email: string | null; phone: string | null } | null {
  if (typed === '') return { email: null, phone: null }
  if (typed.includes('@')) {
    const email = z.email().max(254).safeParse(typed.toLowerCase())
    return email.success ? { email: email.data, phone: null } : null
  }
  const phone = toE164(typed)
  return phone === null ? null : { email: null, phone }
}

function textFault(text: string, files: FormFile[], say: (name: FaultName) => string): Faults {
  if (text === '' && files.length === 0) return { question: say('questionMissing') }
  return text.length > maxTextLength ? { question: say('questionLong') } : {}
}

async function readFiles(
  { files }: FormBody,
  say: (name: FaultName) => string,
): Promise<{ files: FormFile[]; fault: string | null }> {
  if (files.length > mostCitizenFiles) return { files: [], fault: say('filesMany') }
  const checked = await Promise.all(files.map((one) => checkCitizenFile(one.content, one.filename)))
  const taken = checked.filter((one) => typeof one !== 'string')
  const bad = checked.findIndex((one) => typeof one === 'string')
  if (bad < 0) return { files: taken, fault: null }
  const fault = checked[bad] === 'kind' ? 'fileKind' : checked[bad] === 'empty' ? 'fileEmpty' : 'fileLarge'
  return { files: taken, fault: `${files[bad]?.filename ?? ''}: ${say(fault)}` }
}
