/** The JSON by which the office tends its answers: files, revisions of them, and who received what. Continues `wire.ts`. */
import { z } from 'zod'
import { AgentRef, Channel, Language, limitUpTo, Service } from './wire.ts'

const Time = z.iso.datetime()
const Id = z.int().positive()
const Path = z
  .string()
  .max(200)
  .meta({ description: 'A file of the answer library, e.g. catalogue/pbg.yaml' })
const maxSourceLength = 40_000

export const Fault = z
  .object({ file: z.string(), line: z.int(), message: z.string() })
  .meta({ id: 'Fault', description: 'What the linter found; lines count from 1' })

export const FileKind = z.enum(['service', 'topic', 'partial', 'message', 'office'])
export const RevisionState = z.enum(['draft', 'proposed', 'published', 'discarded'])

/** A service as its file states it: all that a form edits. */
export const ServiceContent = Service.omit({ notes: true }).extend({ notes: z.string() })

export const RevisionSummary = z
  .object({
    id: Id,
    path: Path,
    title: z.string().meta({ description: 'What the file is about, in words' }),
    state: RevisionState,
    author: AgentRef,
    approver: AgentRef.nullable().meta({ description: 'The second person; null until published' }),
    note: z.string().meta({ description: 'What was changed and why, by the author' }),
    comment: z.string().nullable().meta({ description: 'Why it was returned, by the reviewer' }),
    current: z.boolean().meta({ description: 'What citizens are told now' }),
    digest: z.string().meta({ description: 'Names this exact text: what is approved is what was read' }),
    createdAt: Time,
    updatedAt: Time,
    publishedAt: Time.nullable(),
  })
  .meta({ id: 'RevisionSummary' })

export const Revision = RevisionSummary.extend({
  text: z.string(),
  baseText: z.string().meta({ description: 'What the file said when this revision was begun' }),
  service: ServiceContent.nullable().meta({ description: 'The text read as a service, when it is one' }),
  faults: z.array(Fault),
}).meta({ id: 'Revision' })

export const LibraryFile = z
  .object({
    path: Path,
    kind: FileKind,
    title: z.string(),
    language: Language.nullable(),
    origin: z.enum(['files', 'console']).meta({ description: 'Where the text in force comes from' }),
    open: RevisionSummary.nullable().meta({ description: 'A draft or proposal under way' }),
  })
  .meta({ id: 'LibraryFile' })

export const LibraryFileDetail = LibraryFile.omit({ open: true })
  .extend({
    text: z.string().meta({ description: 'In force now' }),
    service: ServiceContent.nullable(),
    open: Revision.nullable(),
    filesText: z
      .string()
      .nullable()
      .meta({ description: 'What the file on disk says, when that is not what is in force' }),
  })
  .meta({ id: 'LibraryFileDetail' })

export const ReviewItem = z
  .object({
    service: z.string(),
    path: Path,
    name: z.string(),
    owner: z.string(),
    reason: z.enum(['expired', 'overdue', 'due-soon', 'unverified']),
    date: z.string().nullable().meta({ description: 'The day the reason speaks of' }),
    unverified: z.int().meta({ description: 'How many of its facts the office has not confirmed' }),
  })
  .meta({ id: 'ReviewItem' })

export const Library = z
  .object({
    files: z.array(LibraryFile),
    review: z.array(ReviewItem).meta({ description: 'What wants a look, most pressing first' }),
    faults: z.array(Fault).meta({
      description:
        'Why the files on disk, or what was published, could not be taken in: the old answers stay',
    }),
    overtaken: z.array(Path).meta({
      description: 'Changed on disk after they were edited in the console: the edit stays in force',
    }),
  })
  .meta({ id: 'Library' })

const Writing = {
  text: z.string().max(maxSourceLength).optional(),
  service: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'A ServiceContent, instead of text' }),
}
export const NewRevision = z.strictObject({
  path: Path,
  ...Writing,
  note: z.string().trim().max(1_000).default(''),
  fromRevision: Id.optional().meta({ description: 'Take the text of an earlier one: to go back to it' }),
})
export const RevisionPatch = z.strictObject({
  ...Writing,
  note: z.string().trim().max(1_000).optional(),
  digest: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'What was read: another has been saved meanwhile, then 409' }),
})
/** The digest of what was read: another has been saved meanwhile, then 409. */
export const RevisionDecision = z.strictObject({ digest: z.string().max(64) })
export const RevisionReturn = RevisionDecision.extend({ comment: z.string().trim().min(1).max(1_000) })
export const FileQuery = z.strictObject({ path: Path })
export const RevisionQuery = z.strictObject({
  path: Path.optional(),
  state: RevisionState.optional(),
  limit: limitUpTo(100, 50),
  cursor: z.string().max(20).optional(),
})

export const PreviewRequest = z.strictObject({
  path: Path,
  ...Writing,
  answer: z.string().max(200).meta({ description: 'service/topic, as it would read with this text' }),
  language: Language,
  channel: Channel,
})
export const Preview = z
  .object({
    text: z.string().nullable().meta({ description: 'Null when the faults leave nothing to show' }),
    html: z.string().nullable().meta({ description: 'The letter as mail programs show it' }),
    segments: z.int().nullable().meta({ description: 'How many SMS it takes' }),
    faults: z.array(Fault),
  })
  .meta({ id: 'Preview' })

export const AnswerVersion = z
  .object({
    version: z.string(),
    current: z.boolean(),
    sent: z.int(),
    firstSentAt: Time,
    lastSentAt: Time,
  })
  .meta({ id: 'AnswerVersion', description: 'A version of an answer that was sent to somebody' })
export const Recipient = z
  .object({
    messageId: Id,
    ticketId: Id,
    number: z.string(),
    contactName: z.string().nullable(),
    channel: Channel,
    version: z.string(),
    sentAt: Time,
    agent: AgentRef.nullable(),
  })
  .meta({ id: 'Recipient', description: 'Somebody who received an answer' })
export const RecipientQuery = z.strictObject({
  version: z.string().max(64).optional().meta({
    description: '`old` for every version but the current one; else all',
  }),
  limit: limitUpTo(100, 50),
  cursor: z.string().max(20).optional(),
})

export type Fault = z.infer<typeof Fault>
export type FileKind = z.infer<typeof FileKind>
export type ServiceContent = z.infer<typeof ServiceContent>
export type RevisionSummary = z.infer<typeof RevisionSummary>
export type Revision = z.infer<typeof Revision>
export type LibraryFile = z.infer<typeof LibraryFile>
export type LibraryFileDetail = z.infer<typeof LibraryFileDetail>
export type ReviewItem = z.infer<typeof ReviewItem>
export type Library = z.infer<typeof Library>
export type Preview = z.infer<typeof Preview>
export type PreviewRequest = z.infer<typeof PreviewRequest>
export type AnswerVersion = z.infer<typeof AnswerVersion>
export type Recipient = z.infer<typeof Recipient>
export type NewRevision = z.input<typeof NewRevision>
export type RevisionPatch = z.infer<typeof RevisionPatch>
