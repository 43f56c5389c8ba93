/**
 * Changing what the office says. Somebody writes a draft and proposes it; a second person, one of the two an admin,
 * approves, and from then on citizens are told so. Every text is kept.
 */
import { createHash } from 'node:crypto'
import type { Db, Tx } from '../../../db/index.ts'
import {
  findOpenRevision,
  findRevision,
  insertRevision,
  nextPublication,
  updateRevision,
} from '../../../db/revisions.ts'
import type { AgentRow } from '../../../db/schema/agents.ts'
import type { RevisionRow } from '../../../db/schema/library.ts'
import { findAgent } from '../../../db/agents.ts'
import { invalidField, notFound, TanyaError } from '../../errors.ts'
import type { NewRevision, RevisionPatch } from '../../wire/revision.ts'
import { faultsOf, textOf } from './draft-check.ts'
import type { LiveLibrary } from './live-library.ts'

export type Revisions = ReturnType<typeof createRevisions>

export function createRevisions({ db, live }: { db: Db; live: LiveLibrary }) {
  const inForce = (path: string) => live.state().sources.get(path) ?? ''

  /** Begins a draft. Throws `conflict` while another of the same file is open, `invalid` for what is no file of ours. */
  async function begin(agent: AgentRow, request: NewRevision): Promise<RevisionRow> {
    const { path, note = '' } = request
    const earlier = request.fromRevision === undefined ? null : await found(db.read, request.fromRevision)
    const text = textOf(path, earlier ? { text: earlier.text } : request)
    if (earlier && earlier.path !== path) throw invalidField('fromRevision', 'That is another file.')
    if (!live.state().sources.has(path) && !path.startsWith('catalogue/'))
      throw invalidField('path', 'Only a service can be added; every other text has its place already.')
    const now = Date.now()
    return db.write(async (tx) => {
      const open = await findOpenRevision(tx, path)
      if (open)
        throw new TanyaError('conflict', 'Somebody is already changing this text. Go on with that draft.')
      return insertRevision(tx, {
        path,
        state: 'draft',
        text,
        base_text: inForce(path),
        note,
        author_id: agent.id,
        created_at: now,
        updated_at: now,
      })
    })
  }

  /**
   * Whoever changes its text is its author, so that nobody can approve words of their own; a note alone makes nobody so.
   * A proposal becomes a draft again.
   */
  async function change(agent: AgentRow, id: number, patch: RevisionPatch): Promise<RevisionRow> {
    return onOpen(id, async (tx, row) => {
      if (patch.digest !== undefined) refuseOther(row, patch.digest)
      const isWritten = patch.text !== undefined || patch.service !== undefined
      const text = isWritten ? textOf(row.path, patch) : row.text
      const change = {
        ...(isWritten ? { text, base_text: inForce(row.path) } : {}),
        ...(patch.note === undefined ? {} : { note: patch.note }),
        state: 'draft',
        ...(text === row.text ? {} : { author_id: agent.id }),
      } as const
      return update(tx, row, change)
    })
  }

  /** Asks for the second person. Throws `invalid` with what the linter found. */
  async function propose(id: number, digest: string): Promise<RevisionRow> {
    await refuseFaulty(id, digest)
    return onOpen(id, async (tx, row) => {
      refuseOther(row, digest)
      if (row.text === inForce(row.path)) throw invalidField('text', 'Nothing has been changed yet.')
      return update(tx, row, { state: 'proposed', base_text: inForce(row.path), comment: null })
    })
  }

  /**
   * The second person's yes: in force at once. Throws `forbidden` for one's own words or without an admin among the
   * two, `conflict` when the text is not the one that was read, or what is in force has changed since it was proposed.
   */
  async function publish(agent: AgentRow, id: number, digest: string): Promise<RevisionRow> {
    await refuseFaulty(id, digest)
    const published = await onOpen(id, async (tx, row) => {
      if (row.state !== 'proposed') throw new TanyaError('conflict', 'It has not been proposed yet.')
      refuseOther(row, digest)
      await refuseSecondPerson(tx, agent, row)
      if (row.base_text !== inForce(row.path))
        throw new TanyaError(
          'conflict',
          'What is in force has changed since. Return it, so that its author looks again.',
        )
      return update(tx, row, {
        state: 'published',
        approver_id: agent.id,
        published_number: await nextPublication(tx),
        published_at: Date.now(),
      })
    })
    await live.renew()
    return published
  }

  /** Back to its author, with a word why. */
  function giveBack(
    id: number,
    { digest, comment }: { digest: string; comment: string },
  ): Promise<RevisionRow> {
    return onOpen(id, async (tx, row) => {
      if (row.state !== 'proposed') throw new TanyaError('conflict', 'It has not been proposed.')
      refuseOther(row, digest)
      return update(tx, row, { state: 'draft', comment })
    })
  }

  /** Only its author or an admin lets it go; its words are kept. */
  function discard(agent: AgentRow, id: number): Promise<RevisionRow> {
    return onOpen(id, async (tx, row) => {
      if (row.author_id !== agent.id && agent.role !== 'admin')
        throw new TanyaError('forbidden', 'Only its author or an admin can discard it.')
      return update(tx, row, { state: 'discarded' })
    })
  }

  function onOpen(
    id: number,
    work: (tx: Tx, row: RevisionRow) => Promise<RevisionRow>,
  ): Promise<RevisionRow> {
    return db.write(async (tx) => {
      await updateRevision(tx, id, { id }) // kept from others until the commit
      const row = await found(tx, id)
      if (row.state !== 'draft' && row.state !== 'proposed')
        throw new TanyaError('conflict', `It has been ${row.state} already.`)
      return work(tx, row)
    })
  }

  /** Looks at the text that was read, and at no other that is saved meanwhile. */
  async function refuseFaulty(id: number, digest: string): Promise<void> {
    const row = await found(db.read, id)
    refuseOther(row, digest)
    const { path, text } = row
    const faults = await faultsOf(live.state(), path, text)
    if (faults.length === 0) return
    throw new TanyaError('invalid', 'The linter finds faults; mend them first.', {
      errors: faults.map(({ file, line, message }) => ({ path: `${file}:${line}`, message })),
    })
  }

  return { begin, change, propose, publish, giveBack, discard, find: (id: number) => found(db.read, id) }
}

/** Names this exact text, so that what is approved is what was read. */
export function digestOf({ path, text }: Pick<RevisionRow, 'path' | 'text'>): string {
  return createHash('sha256').update(`${path}\0${text}`).digest('hex').slice(0, 16)
}

async function found(db: Parameters<typeof findRevision>[0], id: number): Promise<RevisionRow> {
  const row = await findRevision(db, id)
  if (!row) throw notFound('revision')
  return row
}

async function update(tx: Tx, row: RevisionRow, change: Partial<RevisionRow>): Promise<RevisionRow> {
  const whole = { ...change, updated_at: Date.now() }
  await updateRevision(tx, row.id, whole)
  return { ...row, ...whole }
}

function refuseOther(row: RevisionRow, digest: string): void {
  if (digestOf(row) !== digest)
    throw new TanyaError('conflict', 'The text has been changed since you read it. Read it again.')
}

async function refuseSecondPerson(tx: Tx, agent: AgentRow, row: RevisionRow): Promise<void> {
  if (row.author_id === agent.id)
    throw new TanyaError('forbidden', 'A second person has to approve what you wrote.')
  const author = await findAgent(tx, row.author_id)
  const isByAdmin = author?.role === 'admin' && author.is_active === 1
  if (agent.role !== 'admin' && !isByAdmin)
    throw new TanyaError('forbidden', 'One of the two, author or approver, has to be an admin.')
}
