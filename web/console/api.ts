import type { AgentRef } from '../../server/wire/agent.ts'
import type { Answer, Suggestion } from '../../server/wire/answer.ts'
import type { Attachment } from '../../server/wire/attachment.ts'
import type { Message } from '../../server/wire/message.ts'
import type { Office } from '../../server/wire/office.ts'
import type { Page } from '../../server/wire/page.ts'
import type { NewReply, TakenBack } from '../../server/wire/reply.ts'
import type { ServiceSummary } from '../../server/wire/service.ts'
import type { Session } from '../../server/wire/session.ts'
import type { Ticket, TicketPatch } from '../../server/wire/ticket.ts'
import type { WhatsappTemplate } from '../../server/wire/whatsapp-template.ts'
import { ApiError, type Http, type Query, type UploadOptions } from './http.ts'
import { createCallsApi } from './calls-api.ts'
import { createLibraryApi } from './library-api.ts'
import { createLearningApi } from './learning-api.ts'
import { createMailApi } from './mail-api.ts'
import { createRoutingApi } from './routing-api.ts'
import type { View } from './store/route.ts'

export type Counts = Partial<Record<View, number>>

export type Api = ReturnType<typeof createApi>

/** The routes of the console, one function a route. */
export function createApi({ request, upload, beginning }: Http) {
  async function everyPage<T>(path: string): Promise<T[]> {
    const all: T[] = []
    let cursor: string | undefined
    do {
      const page: Page<T> = await request('GET', path, { query: { limit: 100, cursor } })
      all.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    return all
  }

  return {
    library: createLibraryApi({ request }),
    learning: createLearningApi({ request }),
    calls: createCallsApi({ request }),
    mail: createMailApi({ request, beginning }),
    routing: createRoutingApi({ request, upload }),
    session: () => request<Session>('GET', '/session'),
    signIn: (email: string, password: string) =>
      request<Session>('POST', '/session', { body: { email, password } }),
    signOut: () => request<void>('DELETE', '/session'),
    tickets: (query: Query) => request<Page<Ticket>>('GET', '/tickets', { query }),
    ticket: (id: number) => request<Ticket>('GET', `/tickets/${id}`),
    changeTicket: (id: number, patch: TicketPatch) =>
      request<Ticket>('PATCH', `/tickets/${id}`, { body: patch }),
    settleFollowUp: (id: number, confirmed: boolean) =>
      request<Ticket>('POST', `/tickets/${id}/follow-up`, { body: { confirmed } }),
    settleForward: (id: number, theirs: boolean) =>
      request<Ticket>('POST', `/tickets/${id}/forwarded`, { body: { theirs } }),
    /** Every message of a ticket, in order, however many pages that takes. */
    messages: (id: number) => everyPage<Message>(`/tickets/${id}/messages`),
    /** One message whole, of which the live line told only the beginning. */
    message: (id: number) => request<Message>('GET', `/messages/${id}`),
    reply: (id: number, reply: NewReply) =>
      request<Message>('POST', `/tickets/${id}/replies`, { body: reply }),
    note: (id: number, text: string) => request<Message>('POST', `/tickets/${id}/notes`, { body: { text } }),
    /** Takes back what is not on its way yet. */
    cancel: (messageId: number) => request<TakenBack>('POST', `/messages/${messageId}/cancel`),
    reschedule: (messageId: number, sendAt: string) =>
      request<Message>('PATCH', `/messages/${messageId}`, { body: { sendAt } }),
    retry: (id: number, messageId: number) =>
      request<Message>('POST', `/tickets/${id}/messages/${messageId}/retry`),
    upload: (file: File, options: UploadOptions) =>
      upload<Attachment>('/attachments', { filename: file.name.slice(-200) || 'file' }, file, options),
    suggestions: (id: number, channel?: Ticket['channel']) =>
      request<{ items: Suggestion[] }>('GET', `/tickets/${id}/suggestions`, { query: { limit: 5, channel } }),
    suggest: (text: string, language: Ticket['language'], channel?: Ticket['channel']) =>
      request<{ items: Suggestion[] }>('POST', '/suggestions', { body: { text, language, channel } }),
    /** One answer as it reads by a channel. */
    answer: (id: string, language: Ticket['language'], channel: Ticket['channel']) =>
      request<Answer>('GET', `/answers/${id}`, { query: { language, channel } }),
    whatsappTemplates: () => optional(request<{ items: WhatsappTemplate[] }>('GET', '/whatsapp-templates')),
    /** Fetches once more what came with a text and is not here. */
    fetchFiles: (messageId: number) => request<Message>('POST', `/messages/${messageId}/files/retry`),
    office: () => optional(request<Office>('GET', '/office')),
    agents: () => optional(request<{ items: AgentRef[] }>('GET', '/agents?limit=100')),
    services: () => optional(everyPage<ServiceSummary>('/services')),
    counts: () => optional(request<Counts>('GET', '/tickets/counts')),
  }
}

/** Null where this server has no such route, or keeps it from this agent. */
async function optional<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof ApiError && error.status !== 401) return null
    throw error
  })
}
