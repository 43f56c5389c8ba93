import type { Call, LiveCall } from '../../server/wire/call.ts'
import type { OfficerPhone } from '../../server/wire/officer-phone.ts'
import type { Http } from './http.ts'

export type CallsApi = ReturnType<typeof createCallsApi>

/** The routes of the telephone. */
export function createCallsApi({ request }: Pick<Http, 'request'>) {
  return {
    live: () => request<{ items: LiveCall[] }>('GET', '/calls'),
    take: (id: number) => request<Call>('POST', `/calls/${id}/take`, { body: {} }),
    join: (id: number, ticketId: number) =>
      request<Call>('POST', `/calls/${id}/join`, { body: { ticketId } }),
    callBack: (ticketId: number, clientId: string) =>
      request<Call>('POST', `/tickets/${ticketId}/call-back`, { body: { clientId } }),
    phone: () => request<OfficerPhone>('GET', '/session/phone'),
    setPhone: (phone: OfficerPhone) => request<OfficerPhone>('PATCH', '/session/phone', { body: phone }),
  }
}
