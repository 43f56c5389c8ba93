/** A text that somebody is writing: read, checked and shown as if it were in force already. */
import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import { letterHtml } from '../../../channels/email/index.ts'
import {
  describeFault,
  formatMoment,
  examplePhraseFacts,
  isMessageName,
  phrases,
  isSourcePath,
  lintSources,
  readLibrary,
  smsSegments,
  writeService,
  type Fault,
  type Library,
  type LibraryOptions,
  type MessageName,
  type Sources,
} from '../../../templates/index.ts'
import { invalidField, TanyaError } from '../../errors.ts'
import type { Preview, PreviewRequest } from '../../wire/preview.ts'
import { letterheadOf } from '../mail/letterhead.ts'
import type { LibraryState } from './library-state.ts'

type InForce = Pick<LibraryState, 'sources' | 'entries'>

export interface Writing {
  text?: string | undefined
  /** A service's content by form, instead of its file's text. */
  service?: Record<string, unknown> | undefined
}

/** The file's text, as written or made of a form. Throws `invalid` for a path or a form that cannot be one. */
export function textOf(path: string, { text, service }: Writing): string {
  if (!isSourcePath(path)) throw invalidField('path', 'The library has no files of that name.')
  if (text !== undefined && service === undefined) return text
  if (service === undefined || text !== undefined || !path.startsWith('catalogue/'))
    throw invalidField('text', 'Give either the text of the file or, for a service, its content.')
  try {
    return writeService(service)
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause
    const errors = cause.issues.map(({ path: at, message }) => ({
      path: ['service', ...at].join('.'),
      message,
    }))
    throw new TanyaError('invalid', 'The form does not make a service yet.', { errors })
  }
}

/** What the linter finds with this text that it does not find without it. Gives way to other work in between. */
export async function faultsOf(inForce: InForce, path: string, text: string): Promise<Fault[]> {
  const { sources, entries } = inForce
  const after = await lint(new Map(sources).set(path, text), entries, path)
  if (after.length === 0) return []
  const before = new Set((await lint(sources, entries, path)).map(withoutLine))
  return after.filter((fault) => !before.has(withoutLine(fault))).slice(0, mostFaults)
}

/** One answer as it would read with this text. */
export function preview(
  { sources, entries: known }: InForce,
  text: string,
  request: PreviewRequest,
  options: LibraryOptions,
): Preview {
  const { path, answer, language, channel } = request
  const { library, faults } = readLibrary(new Map(sources).set(path, text), { ...options, known })
  const ofMessage = /^messages\/(?:id|en)\/(.+)\.mustache$/.exec(path)?.[1] ?? ''
  if (library && isMessageName(ofMessage)) return previewMessage(library, ofMessage, request, faults)
  const shown = library?.answer(answer, { language, channel, slots: exampleSlots }) ?? null
  if (!library || !shown) return { text: null, html: null, segments: null, faults }
  const letterhead = letterheadOf(library.office, language)
  return {
    text: shown.text,
    html: channel === 'email' ? letterHtml(shown.text, { language, letterhead }) : null,
    segments: channel === 'sms' || channel === 'whatsapp' ? smsSegments(shown.text) : null,
    faults,
  }
}

/** What the system says by itself, out of hours and with the answer that was asked for: so all of its words are seen. */
function previewMessage(
  library: Library,
  name: MessageName,
  { answer, language }: PreviewRequest,
  faults: Fault[],
): Preview {
  if (name === 'telephone') {
    const said = phrases.map((phrase) => library.say(phrase, language, examplePhraseFacts))
    return { text: said.join('\n\n'), html: null, segments: null, faults }
  }
  const text = library.message(name, {
    ...exampleSlots,
    language,
    isOpen: false,
    opensAt: formatMoment(exampleOpening, 'Asia/Jakarta', language),
    answer: library.answer(answer, { language, channel: 'chat', slots: exampleSlots }),
    link: 'https://tanya.example/tanya/26-00042/0000-0000-0000-0000-0000',
  })
  const html = letterHtml(text, { language, letterhead: letterheadOf(library.office, language) })
  return { text, html, segments: null, faults }
}

/** A Monday at half past seven in Jakarta. */
const exampleOpening = Date.UTC(2026, 10, 30, 0, 30)

/** More are not mended at once. */
const mostFaults = 50

/** A person and a ticket that everybody sees to be made up. */
const exampleSlots = { contactName: 'Siti Contoh', ticketNumber: '26-00042', date: '2026-11-24' }

async function lint(sources: Sources, known: InForce['entries'], changed: string): Promise<Fault[]> {
  const found: Fault[] = []
  for (const faults of lintSources(sources, { known, changed })) {
    found.push(...faults)
    await turn()
  }
  return found
}

function withoutLine(fault: Fault): string {
  return describeFault({ ...fault, line: 0 })
}
