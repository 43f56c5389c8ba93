/** What the database says, asked over HTTP. */
import { setTimeout as pause } from 'node:timers/promises'

export interface Line {
  id: number
  seq: number
  ticketId: number
  text: string
  direction: string
  clientId: string | null
}

/** What citizens may see of it, in order. */
export async function threadOf(url: string, cookie: string, ticketId: number): Promise<Line[]> {
  const lines: Line[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const path: string = `/tickets/${ticketId}/messages?limit=100${cursor && `&cursor=${cursor}`}`
    const page = await get<{ items: Line[]; nextCursor: string | null }>(url, cookie, path)
    lines.push(...page.items.filter(({ direction }) => direction !== 'internal'))
    cursor = page.nextCursor
  }
  return lines
}

export async function get<T>(url: string, cookie: string, path: string): Promise<T> {
  const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie } })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as T
}

/** While the server is down. */
export async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await ask().catch(() => null)
    if (answer !== null) return answer
    await pause(100)
  }
}
