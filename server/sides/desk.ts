/** What agents work with: tickets, who takes which chat, and from whom none is taken. */
import { openRouting } from '../desk/routing/index.ts'
import { createTickets } from '../desk/tickets.ts'
import { createBlocks } from '../desk/visitors/blocks.ts'
import type { House } from './house.ts'
import type { LibrarySide } from './library.ts'

export type DeskSide = Awaited<ReturnType<typeof openDeskSide>>

export async function openDeskSide({ db, log }: House, librarySide: LibrarySide) {
  const { library, suggest, deadlinesFor } = librarySide
  const routing = openRouting({ db, log, library, suggest })
  const blocks = createBlocks({ db })
  await blocks.reload()
  routing.staffWatch.on(() => {
    blocks.reload().catch((err: unknown) => log.warn({ err }, 'changed blocks could not be read'))
  })
  return { routing, blocks, tickets: createTickets({ db, library, deadlinesFor }) }
}
