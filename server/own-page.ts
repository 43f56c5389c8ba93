import type { IncomingHttpHeaders } from 'node:http'

/** Whether a page of ours connects, or what is no page at all: only Origin tells, which only browsers send. */
export function isOwnPage({ origin, host }: IncomingHttpHeaders, baseUrl: string): boolean {
  if (origin === undefined || origin === new URL(baseUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** Who may open a chat: our own window, and with `WIDGET_ORIGINS` only it and those; null is everybody. */
export function createMayConnect(baseUrl: string, origins: string[] | null) {
  return (headers: IncomingHttpHeaders): boolean =>
    origins === null || isOwnPage(headers, baseUrl) || origins.includes(headers.origin ?? '')
}
