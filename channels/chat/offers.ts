/** What a window may ask and say of the library's answers, while nobody of the office has answered. */
import type { ThreadMessage } from './audience.ts'
import type { Conversations } from './conversations.ts'
import type { Limits } from './limits.ts'
import type { On } from './line.ts'
import { ChatOthers, ChatShow, ChatVerdict } from './protocol.ts'

interface Deps {
  on: On
  ticketId: () => number
  conversations: Pick<Conversations<ThreadMessage>, 'judge' | 'others' | 'showAsked'>
  limits: Limits
  ended: () => Promise<void>
}

export function serveOffers({ on, ticketId, conversations, limits, ended }: Deps): void {
  on('others', ChatOthers, async () => {
    await limits.look(ticketId())
    return { items: await conversations.others(ticketId()) }
  })

  on('show', ChatShow, async ({ answer }) => {
    await limits.look(ticketId())
    await conversations.showAsked(ticketId(), answer)
    return {}
  })

  on('verdict', ChatVerdict, async ({ seq, helped }) => {
    await limits.signal(ticketId())
    await conversations.judge(ticketId(), seq, helped)
    if (helped) await ended()
    return {}
  })
}
