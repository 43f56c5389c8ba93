import type { ImapFlow } from 'imapflow'

/** Listens from before a pass until after it, so that a mail arriving in between is not waited for. */
export function newsFrom(client: ImapFlow): { orAfter(ms: number): Promise<void> } {
  let wake = () => {}
  const heard = new Promise<void>((resolve) => (wake = resolve))
  client.once('exists', wake)
  client.once('close', wake)
  return {
    async orAfter(ms) {
      // IDLE ends by itself when the next command is sent.
      const idling = client.idle().catch(() => undefined)
      const timer = setTimeout(wake, ms)
      await heard
      clearTimeout(timer)
      client.off('exists', wake)
      client.off('close', wake)
      if (!client.usable) return void (await idling)
      await client.noop()
    },
  }
}
