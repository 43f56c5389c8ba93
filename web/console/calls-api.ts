import type { Call, LiveCall } from '../../server/wire/call.ts'
import type { Message } from '../../server/wire/message.ts'
import type { OfficerPhone, VoiceToken } from '../../server/wire/officer-phone.ts'
import type { CallColleague } from '../../server/wire/talk.ts'
import type { Http } from './http.ts'

export type CallsApi = ReturnType<typeof createCallsApi>

/** The routes of the telephone. */
export function createCallsApi({ request }: Pick<Http, 'request'>) {
  return {
    live: () => request<{ items: LiveCall[] }>('GET', '/calls'),
    take: (id: number, by: 'phone' | 'browser') =>
      request<Call>('POST', `/calls/${id}/take`, { body: { by } }),
    hold: (id: number, on: boolean) => request<Call>('POST', `/calls/${id}/hold`, { body: { on } }),
    mute: (id: number, on: boolean) => request<Call>('POST', `/calls/${id}/mute`, { body: { on } }),
    hangUp: (id: number) => request<Call>('POST', `/calls/${id}/hang-up`),
    bring: (id: number, how: 'transfer' | 'invite', to: { agentId: number; note: string }) =>
      request<Call>('POST', `/calls/${id}/${how}`, { body: to }),
    callOff: (id: number) => request<Call>('POST', `/calls/${id}/call-off`),
    colleagues: () => request<{ items: CallColleague[] }>('GET', '/calls/colleagues'),
    fetchRecording: (messageId: number) => request<Message>('POST', `/messages/${messageId}/recording/retry`),
    token: () => request<VoiceToken>('GET', '/voice/token'),
    join: (id: number, ticketId: number) =>
      request<Call>('POST', `/calls/${id}/join`, { body: { ticketId } }),
    callBack: (ticketId: number, clientId: string) =>
      request<Call>('POST', `/tickets/${ticketId}/call-back`, { body: { clientId } }),
    phone: () => request<OfficerPhone>('GET', '/session/phone'),
    setPhone: ({ number, rings, browser }: Omit<OfficerPhone, 'via'>) =>
      request<OfficerPhone>('PATCH', '/session/phone', { body: { number, rings, browser } }),
  }
}
