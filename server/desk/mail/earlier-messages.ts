/**
 * What stands below an answer by mail: what was said before, to those who were there. A note never does, nor what
 * could not be sent; nor a mail that one of the receivers had no part in, for an answer to several must not carry to
 * one what another wrote to us alone.
 */
import type { EarlierMessage } from '../../../channels/contract/mail.ts'
import { listExchangedMails } from '../../../db/threads.ts'
import type { Queryable } from '../../../db/index.ts'
import type { MessageRow } from '../../../db/schema/messages.ts'
import { formatMoment, type Language } from '../../../templates/index.ts'
import { authenticityIn } from './doubt.ts'
import { peopleIn } from './mail-people.ts'

/** Mail programs clip what is longer than 100 KB in all, and who wants more has it. */
const mostMessages = 6
const mostCharacters = 12_000
const longestMessage = 4_000
/** Some of the latest may not be for everybody. */
const looked = 20

export interface ThreadWords {
  language: Language
  timeZone: string
  /** How the office signs. */
  officeName: string
}

/** The newest first. What a machine of ours says by itself quotes nothing: its receiver may be forged. */
export async function earlierMessages(
  db: Queryable,
  message: MessageRow,
  to: string,
  words: ThreadWords,
): Promise<EarlierMessage[]> {
  if (message.author_kind === 'system') return []
  const receivers = [to, ...peopleIn(message).map(({ address }) => address)]
  const rows = await listExchangedMails(db, message, { limit: looked, characters: longestMessage + 1 })
  let left = mostCharacters
  return rows
    .filter((row) => receivers.every((one) => isParty(row, one, to)) && !authenticityIn(row.auth)?.doubt)
    .slice(0, mostMessages)
    .flatMap((row) => {
      const text = shortened(row.text.trim(), Math.min(left, longestMessage))
      left -= text.length
      return text === '' ? [] : [{ introduction: introduction(row, words), text }]
    })
}

type Row = Pick<MessageRow, 'direction' | 'from_address' | 'cc'>

/** What we sent went to the citizen, whose address `to` is; of old mails it is not known who else got them. */
function isParty(row: Row, address: string, to: string): boolean {
  const author = row.direction === 'outbound' ? to : (row.from_address ?? to)
  return author === address || peopleIn(row).some((person) => person.address === address)
}

function introduction(
  row: Row & Pick<MessageRow, 'author_name' | 'created_at'>,
  { language, timeZone, officeName }: ThreadWords,
): string {
  const said = row.direction === 'outbound' ? officeName : (row.author_name ?? row.from_address ?? '…')
  const name = said
    .replace(/[\s:<>]+/g, ' ')
    .trim()
    .slice(0, 80)
  const moment = formatMoment(row.created_at, timeZone, language)
  return language === 'id' ? `Pada ${moment}, ${name} menulis:` : `On ${moment}, ${name} wrote:`
}

function shortened(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length).replace(/\s+\S*$/, '')
  return cut === '' ? '' : `${cut} […]`
}
