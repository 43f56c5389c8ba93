import type { Library, LibraryFileDetail } from '../../server/wire/library.ts'
import type { Page } from '../../server/wire/page.ts'
import type { Preview, PreviewRequest } from '../../server/wire/preview.ts'
import type { AnswerVersion, Recipient } from '../../server/wire/recipient.ts'
import type { NewRevision, Revision, RevisionPatch, RevisionSummary } from '../../server/wire/revision.ts'
import type { Http, Query } from './http.ts'

export type LibraryApi = ReturnType<typeof createLibraryApi>

/** The routes by which the office tends its answers, one function a route. */
export function createLibraryApi({ request }: Pick<Http, 'request'>) {
  const decide = (id: number, verb: 'propose' | 'publish' | 'return', body: object) =>
    request<Revision>('POST', `/revisions/${id}/${verb}`, { body })
  return {
    library: () => request<Library>('GET', '/library'),
    file: (path: string) => request<LibraryFileDetail>('GET', '/library/file', { query: { path } }),
    preview: (wish: PreviewRequest) => request<Preview>('POST', '/library/preview', { body: wish }),
    revisions: (query: Query) => request<Page<RevisionSummary>>('GET', '/revisions', { query }),
    revision: (id: number) => request<Revision>('GET', `/revisions/${id}`),
    begin: (revision: NewRevision) => request<Revision>('POST', '/revisions', { body: revision }),
    change: (id: number, patch: RevisionPatch) =>
      request<Revision>('PATCH', `/revisions/${id}`, { body: patch }),
    propose: (id: number, digest: string) => decide(id, 'propose', { digest }),
    publish: (id: number, digest: string) => decide(id, 'publish', { digest }),
    giveBack: (id: number, digest: string, comment: string) => decide(id, 'return', { digest, comment }),
    discard: (id: number) => request<void>('DELETE', `/revisions/${id}`),
    versions: (answer: string) => request<{ items: AnswerVersion[] }>('GET', `/answers/${answer}/versions`),
    recipients: (answer: string, query: Query) =>
      request<Page<Recipient>>('GET', `/answers/${answer}/recipients`, { query }),
  }
}
