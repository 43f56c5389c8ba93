import { signal, type ReadonlySignal } from '@preact/signals'
import type { Ticket } from '../../../server/wire/ticket.ts'
import type { WhatsappTemplate } from '../../../server/wire/whatsapp-template.ts'
import type { Api } from '../api.ts'
import { filesFault } from '../lib/files-by-channel.ts'
import { readyTemplateText } from '../lib/template-text.ts'
import { isWindowShut, waysOf, type ChannelName, type Way } from '../lib/ways.ts'
import type { Drafts } from './drafts.ts'

/** By which channels citizens are answered, and what may be said there at any time. */
export interface Ways {
  /** Approved words for WhatsApp. */
  templates: ReadonlySignal<WhatsappTemplate[]>
  of(ticket: Ticket): Way[]
  /** By which the reply that is being written goes. */
  chosen(ticket: Ticket): Way
  choose(ticket: Ticket, channel: ChannelName): void
  /** The number wants no more of it, or it cannot carry the files of this reply. */
  isHindered(ticket: Ticket): boolean
  /** Nothing but a template may go now. */
  isShut(ticket: Ticket): boolean
  /** What the chosen template says, where nothing else may go; empty while it is not filled in. Null: words may go. */
  templateText(ticket: Ticket): string | null
  refresh(): Promise<void>
}

export function createWays(api: Api, drafts: Drafts, now: ReadonlySignal<number>): Ways {
  const answersBy = signal<ChannelName[]>([])
  const templates = signal<WhatsappTemplate[]>([])
  const of = (ticket: Ticket) => waysOf(ticket, answersBy.value)

  function chosen(ticket: Ticket): Way {
    const ways = of(ticket)
    const { channel } = drafts.of(ticket.id, 'reply').value
    const usual = { channel: ticket.channel, address: null, stoppedAt: null, openUntil: null }
    return ways.find((way) => way.channel === channel) ?? ways[0] ?? usual
  }

  const isShut = (ticket: Ticket) => isWindowShut(chosen(ticket), Math.max(now.value, Date.now()))
  return {
    templates,
    of,
    chosen,
    choose(ticket, channel) {
      const isUsual = of(ticket)[0]?.channel === channel
      drafts.change(ticket.id, 'reply', { channel: isUsual ? null : channel })
    },
    isHindered(ticket) {
      const { channel, stoppedAt } = chosen(ticket)
      return (
        stoppedAt !== null || filesFault(channel, drafts.of(ticket.id, 'reply').value.attachments) !== null
      )
    },
    isShut,
    templateText: (ticket) =>
      isShut(ticket)
        ? readyTemplateText(templates.value, drafts.of(ticket.id, 'reply').value.template)
        : null,
    async refresh() {
      const [office, approved] = await Promise.all([api.office(), api.whatsappTemplates()])
      if (office) answersBy.value = office.answersBy
      if (approved) templates.value = approved.items
    },
  }
}
