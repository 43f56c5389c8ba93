import { z } from 'zod'
import { preview, textOf } from '../desk/library/draft-check.ts'
import type { LibraryView } from '../desk/library/library-view.ts'
import type { LiveLibrary } from '../desk/library/live-library.ts'
import type { Recipients } from '../desk/library/recipients.ts'
import type { Revisions } from '../desk/library/revisions.ts'
import { agentOf, idOf, route, type Call, type Route } from '../route.ts'
import { FileQuery, Library, LibraryFileDetail } from '../wire/library.ts'
import { page } from '../wire/page.ts'
import { Preview, PreviewRequest } from '../wire/preview.ts'
import { AnswerVersion, Recipient, RecipientQuery } from '../wire/recipient.ts'
import {
  NewRevision,
  Revision,
  RevisionDecision,
  RevisionPatch,
  RevisionQuery,
  RevisionReturn,
  RevisionSummary,
} from '../wire/revision.ts'

export function libraryRoutes(deps: {
  live: LiveLibrary
  view: LibraryView
  revisions: Revisions
  recipients: Recipients
}): Route[] {
  const { live, view, revisions, recipients } = deps
  const answerOf = (call: Call) => `${call.params['service']}/${call.params['topic']}`
  type Row = Awaited<ReturnType<Revisions['find']>>
  const shown = async (row: Row, status = 200) => ({ status, body: await view.revision(row) })

  return [
    route({
      method: 'get',
      path: '/library',
      access: 'agent',
      summary: 'The files of the answer library, and what among them wants a look',
      responses: { 200: Library },
      handle: async () => ({ status: 200, body: await view.overview() }),
    }),
    route({
      method: 'get',
      path: '/library/file',
      access: 'agent',
      summary: 'One file: what is in force, and the draft under way',
      query: FileQuery,
      responses: { 200: LibraryFileDetail },
      handle: async ({ query }) => ({ status: 200, body: await view.file(query.path) }),
    }),
    route({
      method: 'post',
      path: '/library/preview',
      access: 'agent',
      summary: 'One answer as it would read with a text that is not in force',
      body: PreviewRequest,
      responses: { 200: Preview },
      handle: async ({ body }) => ({
        status: 200,
        body: preview(live.state(), textOf(body.path, body), body, live.options),
      }),
    }),
    route({
      method: 'get',
      path: '/revisions',
      access: 'agent',
      summary: 'Drafts, proposals and all that was ever published, newest first',
      query: RevisionQuery,
      responses: { 200: page(RevisionSummary) },
      handle: async ({ query }) => ({ status: 200, body: await view.revisions(query) }),
    }),
    route({
      method: 'post',
      path: '/revisions',
      access: 'agent',
      summary: 'Begin a draft of a file, or go back to an earlier revision',
      body: NewRevision,
      responses: { 201: Revision },
      handle: async (call) => shown(await revisions.begin(agentOf(call), call.body), 201),
    }),
    route({
      method: 'get',
      path: '/revisions/{id}',
      access: 'agent',
      summary: 'One revision with its text and what the linter says of it',
      responses: { 200: Revision },
      handle: async (call) => shown(await revisions.find(idOf(call))),
    }),
    route({
      method: 'patch',
      path: '/revisions/{id}',
      access: 'agent',
      summary: 'Write on; a proposal becomes a draft again',
      body: RevisionPatch,
      responses: { 200: Revision },
      handle: async (call) => shown(await revisions.change(agentOf(call), idOf(call), call.body)),
    }),
    route({
      method: 'delete',
      path: '/revisions/{id}',
      access: 'agent',
      summary: 'Let a draft go',
      responses: { 204: null },
      async handle(call) {
        await revisions.discard(agentOf(call), idOf(call))
        return { status: 204 }
      },
    }),
    route({
      method: 'post',
      path: '/revisions/{id}/propose',
      access: 'agent',
      summary: 'Ask a second person to approve',
      body: RevisionDecision,
      responses: { 200: Revision },
      handle: async (call) => shown(await revisions.propose(idOf(call), call.body.digest)),
    }),
    route({
      method: 'post',
      path: '/revisions/{id}/publish',
      access: 'agent',
      summary: 'Approve what somebody else proposed: in force at once',
      body: RevisionDecision,
      responses: { 200: Revision },
      handle: async (call) => shown(await revisions.publish(agentOf(call), idOf(call), call.body.digest)),
    }),
    route({
      method: 'post',
      path: '/revisions/{id}/return',
      access: 'agent',
      summary: 'Give a proposal back to its author, with a word why',
      body: RevisionReturn,
      responses: { 200: Revision },
      handle: async (call) => shown(await revisions.giveBack(idOf(call), call.body)),
    }),
    route({
      method: 'get',
      path: '/answers/{service}/{topic}/versions',
      access: 'agent',
      summary: 'The versions of an answer that were sent to somebody',
      responses: { 200: z.object({ items: z.array(AnswerVersion) }) },
      handle: async (call) => ({ status: 200, body: { items: await recipients.versions(answerOf(call)) } }),
    }),
    route({
      method: 'get',
      path: '/answers/{service}/{topic}/recipients',
      access: 'agent',
      summary: 'Who received an answer: in any version, in one, or in an old one',
      query: RecipientQuery,
      responses: { 200: page(Recipient) },
      handle: async (call) => ({
        status: 200,
        body: await recipients.recipients(answerOf(call), call.query),
      }),
    }),
  ]
}
