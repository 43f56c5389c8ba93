/** The answer library: its files, and what of it wants a look. */
import { z } from 'zod'
import { Language } from './basics.ts'
import { Revision, RevisionSummary } from './revision.ts'
import { Fault, Path, ServiceContent } from './source-file.ts'

export const FileKind = z.enum(['service', 'topic', 'partial', 'message', 'office'])

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

export const FileQuery = z.strictObject({ path: Path })

export type FileKind = z.infer<typeof FileKind>
export type LibraryFile = z.infer<typeof LibraryFile>
export type LibraryFileDetail = z.infer<typeof LibraryFileDetail>
export type ReviewItem = z.infer<typeof ReviewItem>
export type Library = z.infer<typeof Library>
