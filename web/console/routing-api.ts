import type { Agent, Colleague, Profile } from '../../server/wire/agent.ts'
import type { Citizen } from '../../server/wire/citizen.ts'
import type { ParticularsPatch } from '../../server/wire/contact.ts'
import type { RoutingPatch, RoutingRule, Transfer } from '../../server/wire/routing.ts'
import type { NewTeam, TeamDetail, TeamPatch, Teams } from '../../server/wire/team.ts'
import type { Ticket } from '../../server/wire/ticket.ts'
import type { Http } from './http.ts'

export type RoutingApi = ReturnType<typeof createRoutingApi>

/** Who takes which chat, and what agents say of themselves. */
export function createRoutingApi({ request, upload }: Pick<Http, 'request' | 'upload'>) {
  const act = (id: number, verb: string, body?: Transfer) =>
    request<Ticket>('POST', `/tickets/${id}/${verb}`, body ? { body } : {})
  return {
    offers: () => request<{ items: Ticket[] }>('GET', '/offers'),
    accept: (id: number) => act(id, 'accept'),
    decline: (id: number) => act(id, 'decline'),
    takeOver: (id: number) => act(id, 'take-over'),
    transfer: (id: number, to: Transfer) => act(id, 'transfer', to),
    colleagues: () => request<{ items: Colleague[] }>('GET', '/agents', { query: { limit: 100 } }),
    citizen: (id: number) => request<Citizen>('GET', `/tickets/${id}/citizen`),
    tellOf: (id: number, told: ParticularsPatch) =>
      request<Ticket>('PATCH', `/tickets/${id}/contact`, { body: told }),
    trust: (id: number) => request<Citizen>('POST', `/tickets/${id}/trust`),
    block: (id: number, reason: string) =>
      request<Citizen>('POST', `/tickets/${id}/block`, { body: { reason } }),
    unblock: (id: number) => request<Citizen>('DELETE', `/tickets/${id}/block`),
    rule: () => request<RoutingRule>('GET', '/routing'),
    changeRule: (patch: RoutingPatch) => request<RoutingRule>('PATCH', '/routing', { body: patch }),
    teams: () => request<Teams>('GET', '/teams'),
    addTeam: (team: NewTeam) => request<TeamDetail>('POST', '/teams', { body: team }),
    changeTeam: (id: number, patch: TeamPatch) =>
      request<TeamDetail>('PATCH', `/teams/${id}`, { body: patch }),
    removeTeam: (id: number) => request<void>('DELETE', `/teams/${id}`),
    changeProfile: (profile: Profile) => request<Agent>('PATCH', '/agents/me', { body: profile }),
    uploadPicture: (picture: Blob) =>
      upload<Agent>('/agents/me/picture', {}, picture, {
        onProgress: () => undefined,
        signal: new AbortController().signal,
      }),
    removePicture: () => request<Agent>('DELETE', '/agents/me/picture'),
  }
}
