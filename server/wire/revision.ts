/** Edits of the answer library: one writes, another publishes. */
import { z } from 'zod'
import { AgentRef } from './agent.ts'
import { Id, Time } from './basics.ts'
import { limitUpTo } from './page.ts'
import { Fault, Path, ServiceContent, Writing } from './source-file.ts'

export const RevisionState = z.enum(['draft', 'proposed', 'published', 'discarded'])

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
export const RevisionQuery = z.strictObject({
  path: Path.optional(),
  state: RevisionState.optional(),
  limit: limitUpTo(100, 50),
  cursor: z.string().max(20).optional(),
})

export type RevisionSummary = z.infer<typeof RevisionSummary>
export type Revision = z.infer<typeof Revision>
export type NewRevision = z.input<typeof NewRevision>
export type RevisionPatch = z.infer<typeof RevisionPatch>
