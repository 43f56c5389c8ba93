/** What an answer says, how it goes and to whom, before it is written. */
import type { Channel, ChannelKind } from '../../channels/contract/channel.ts'
import type { MailPerson } from '../../channels/contract/mail.ts'
import type { Tx } from '../../db/index.ts'
import type { TicketRow } from '../../db/schema/tickets.ts'
import { addTicketPeople } from '../../db/ticket-people.ts'
import { invalidField } from '../errors.ts'
import type { NewReply } from '../wire/reply.ts'
import { addressFor, usualChannel } from './address.ts'
import type { Answers } from './answers.ts'
import { copiesFor, isOwn } from './mail/mail-people.ts'
import { refuseTooHeavy } from './mail/refuse-too-heavy.ts'
import { refuseBeyond, refuseIfUnseen } from './reply-checks.ts'
import { beginningOf } from './texts/essentials.ts'
import { refuseUntaken } from './texts/reply-by-text.ts'
import type { WhatsappTemplates } from './texts/whatsapp-templates.ts'

export interface ReplyDraftDeps {
  answers: Answers
  /** Channels that are switched on. */
  channels: ReadonlyMap<ChannelKind, Pick<Channel, 'limits'>>
  /** Of the office's mailboxes; empty without e-mail. */
  ownAddresses: readonly string[]
  templates: Pick<WhatsappTemplates, 'use'>
  /** Of a link to a file. */
  linkLength: number
}

export function createReplyDraft(deps: ReplyDraftDeps) {
  /** Throws `invalid` for what cannot go that way, `conflict` when something newer has not been read. */
  async function draft(tx: Tx, ticket: TicketRow, request: NewReply) {
    const answers = answersIn(request)
    await refuseIfUnseen(tx, ticket, request.lastSeenMessageId)
    const channel = request.channel ?? (await usualChannel(tx, ticket, deps.channels))
    const template = templateOf(request, channel)
    const text = template?.text ?? deps.answers.finished(request.text, request.slots ?? {}, ticket.language)
    const to = await recipientOf(tx, ticket, channel)
    // They typed this address, and are sent our answer there: what they answer to it belongs here.
    if (channel === 'email' && ticket.channel !== 'email')
      await addTicketPeople(tx, ticket.id, [to], Date.now())
    const copies =
      channel === 'email' ? await copiesOf(tx, ticket, to.address, request.cc, deps.ownAddresses) : []
    const files = request.attachments ?? []
    const asLink = request.asLink === true && (channel === 'sms' || channel === 'whatsapp')
    const said = asLink ? beginningOf(text) : text
    refuseBeyond(deps.channels.get(channel)?.limits, channel, said, files, deps.linkLength)
    await refuseUntaken(tx, channel, files)
    await refuseTooHeavy(tx, channel, files)
    return { answers, channel, template, text, to, copies, files, asLink }
  }

  /** Each once, in the version whose words were inserted: an older one than a version published since. */
  function answersIn({ answer, alsoAnswers = [], answerVersions }: NewReply) {
    const ids = new Set(answer === undefined ? alsoAnswers : [answer, ...alsoAnswers])
    return [...ids].map((id) => {
      const current = deps.answers.versionOrThrow(id)
      return { answer: id, version: answerVersions?.[id] ?? current }
    })
  }

  function templateOf({ template, attachments }: NewReply, channel: ChannelKind) {
    if (!template) return null
    if (channel !== 'whatsapp') throw invalidField('template', 'Templates are for WhatsApp.')
    if (attachments?.length) throw invalidField('attachments', 'A template carries no files.')
    return deps.templates.use(template)
  }

  async function recipientOf(tx: Tx, ticket: TicketRow, channel: ChannelKind) {
    const to = await addressFor(tx, ticket, channel, deps.channels)
    if (channel === 'email' && isOwn(to.address, deps.ownAddresses))
      throw invalidField('channel', 'This came from the office’s own mailbox, and an answer would go there.')
    return to
  }

  return { draft, recipientOf }
}

/** As asked for; each who was not in the thread before is from now on. */
async function copiesOf(
  tx: Tx,
  ticket: TicketRow,
  to: string,
  asked: string[] | undefined,
  ownAddresses: readonly string[],
): Promise<MailPerson[]> {
  const usual = await copiesFor(tx, ticket, to)
  if (asked === undefined) return usual
  const wanted = [...new Set(asked.map((address) => address.toLowerCase()))].filter(
    (address) => address !== to && !isOwn(address, ownAddresses),
  )
  const copies = wanted.map(
    (address) => usual.find((person) => person.address === address) ?? { address, name: null },
  )
  await addTicketPeople(tx, ticket.id, copies, Date.now())
  return copies
}
