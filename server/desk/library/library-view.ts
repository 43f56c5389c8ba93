/** The library as those see it who tend it: its files, their revisions, what wants a look. */
import type { Db } from '../../../db/index.ts'
import { findAgents } from '../../../db/agents.ts'
import { findOpenRevision, listOpenRevisions, listPublished, listRevisions } from '../../../db/revisions.ts'
import type { RevisionRow, RevisionState } from '../../../db/schema/library.ts'
import { readService, type Service } from '../../../templates/index.ts'
import { notFound } from '../../errors.ts'
import type { Library, LibraryFile, LibraryFileDetail } from '../../wire/library.ts'
import type { Page } from '../../wire/page.ts'
import type { Revision, RevisionSummary } from '../../wire/revision.ts'
import { faultsOf } from './draft-check.ts'
import { presentFace } from '../present/agents.ts'
import { idBefore } from '../id-cursor.ts'
import { iso, isoOrNull } from '../iso.ts'
import { aboutFile } from './library-files.ts'
import type { LiveLibrary } from './live-library.ts'
import { reviewOf } from './review-list.ts'
import { digestOf } from './revisions.ts'

export type LibraryView = ReturnType<typeof createLibraryView>

export function createLibraryView({ db, live }: { db: Db; live: LiveLibrary }) {
  async function summaries(rows: RevisionRow[]): Promise<RevisionSummary[]> {
    const ids = rows.flatMap((row) => [row.author_id, row.approver_id ?? row.author_id])
    const agents = new Map(
      (await findAgents(db.read, [...new Set(ids)])).map((agent) => [agent.id, presentFace(agent)]),
    )
    const newest = new Map((await listPublished(db.read)).map((row) => [row.path, row.id]))
    const { sources, library } = live.state()
    return rows.map((row) => ({
      id: row.id,
      path: row.path,
      title: aboutFile(row.path, library).title,
      state: row.state,
      author: agents.get(row.author_id) ?? { id: row.author_id, name: '' },
      approver: row.approver_id === null ? null : (agents.get(row.approver_id) ?? null),
      note: row.note,
      comment: row.comment,
      current: newest.get(row.path) === row.id && sources.get(row.path) === row.text,
      digest: digestOf(row),
      createdAt: iso(row.created_at),
      updatedAt: iso(row.updated_at),
      publishedAt: isoOrNull(row.published_at),
    }))
  }

  async function revision(row: RevisionRow): Promise<Revision> {
    const [summary] = await summaries([row])
    const isOpen = row.state === 'draft' || row.state === 'proposed'
    return {
      ...summary!,
      text: row.text,
      baseText: row.base_text,
      service: serviceIn(row.path, row.text),
      faults: isOpen ? await faultsOf(live.state(), row.path, row.text) : [],
    }
  }

  function fileOf(path: string): Omit<LibraryFile, 'open'> {
    const { sources, onDisk, library } = live.state()
    const origin = sources.get(path) === onDisk.get(path) ? 'files' : 'console'
    return { path, ...aboutFile(path, library), origin }
  }

  return {
    revision,
    async overview(): Promise<Library> {
      const { sources, library, faults, overtaken } = live.state()
      const open = await summaries(await listOpenRevisions(db.read))
      const paths = new Set([...sources.keys(), ...open.map(({ path }) => path)])
      const files = [...paths].sort().map((path) => ({
        ...fileOf(path),
        open: open.find((one) => one.path === path) ?? null,
      }))
      return { files, review: reviewOf(library), faults, overtaken }
    },
    /** Throws `not-found` for a file that neither is there nor is being written. */
    async file(path: string): Promise<LibraryFileDetail> {
      const { sources, onDisk } = live.state()
      const open = await findOpenRevision(db.read, path)
      if (!sources.has(path) && !open) throw notFound('file')
      const text = sources.get(path) ?? ''
      return {
        ...fileOf(path),
        text,
        service: serviceIn(path, text),
        open: open ? await revision(open) : null,
        filesText: onDisk.get(path) === text ? null : (onDisk.get(path) ?? null),
      }
    },
    async revisions(filter: {
      path?: string | undefined
      state?: RevisionState | undefined
      limit: number
      cursor?: string | undefined
    }): Promise<Page<RevisionSummary>> {
      const rows = await listRevisions(db.read, {
        ...filter,
        before: idBefore(filter.cursor),
        limit: filter.limit + 1,
      })
      const items = await summaries(rows.slice(0, filter.limit))
      return { items, nextCursor: rows.length > filter.limit ? String(items.at(-1)?.id) : null }
    },
  }
}

function serviceIn(path: string, text: string): Service | null {
  return path.startsWith('catalogue/') ? readService(path, text).value : null
}
