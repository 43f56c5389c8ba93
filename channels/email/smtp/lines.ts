import type { SMTPServerSession } from 'smtp-server'
import { reply } from './reply.ts'

/** What of smtp-server's own connections is used here. */
export interface OpenLine {
  id: string
  remoteAddress: string
  send(code: number, text: string): void
  close(): void
}

/** Leaves lines for others when one address takes all it can get, and hangs up on whoever never ends. */
export function watchLines(
  connections: () => Set<OpenLine>,
  { longestSessionMs, maxLinesPerAddress }: { longestSessionMs: number; maxLinesPerAddress: number },
) {
  const deadlines = new Map<string, NodeJS.Timeout>()
  return {
    onConnect(session: SMTPServerSession, callback: (error?: Error | null) => void) {
      const lines = [...connections()]
      const ofAddress = lines.filter(({ remoteAddress }) => remoteAddress === session.remoteAddress)
      if (ofAddress.length > maxLinesPerAddress) {
        return callback(reply(421, '4.7.0 Too many connections from your address'))
      }
      const line = lines.find(({ id }) => id === session.id)
      const hangUp = () => {
        line?.send(421, '4.4.2 This has taken too long')
        line?.close()
      }
      deadlines.set(session.id, setTimeout(hangUp, longestSessionMs).unref())
      callback()
    },
    onClose({ id }: SMTPServerSession) {
      clearTimeout(deadlines.get(id))
      deadlines.delete(id)
    },
  }
}
