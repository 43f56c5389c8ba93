import type { ImapFlow } from 'imapflow'
import type { Bell } from './bell.ts'

interface News {
  orAfter(ms: number): Promise<void>
  forget(): void
}

/** Listens from before a pass until after it, so that a mail arriving in between is not waited for. */
export function newsFrom(client: ImapFlow, bell: Bell): News {
  let wake = () => {}
  const heard = new Promise<void>((resolve) => (wake = resolve))
  client.once('exists', wake)
  client.once('close', wake)
  const forgetBell = bell.listen(wake)
  const forget = () => {
    client.off('exists', wake)
    client.off('close', wake)
    forgetBell()
  }
  return {
    forget,
    async orAfter(ms) {
      // IDLE ends by itself when the next command is sent.
      const idling = client.idle().catch(() => undefined)
      const timer = setTimeout(wake, ms)
      await heard
      clearTimeout(timer)
      forget()
      if (!client.usable) return void (await idling)
      await client.noop()
    },
  }
}
