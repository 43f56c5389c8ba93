/**
 * Full text. A ticket is several rows here (its subject and number, its contact, each message), and a search
 * finds the tickets in which every word occurs somewhere. FTS5 on SQLite; tsvector with PostgreSQL's
 * `indonesian` stemmer there.
 */
import { sql, type Expression } from 'kysely'
import type { Tx } from './db.ts'
import { prepared } from './prepared.ts'

const maxWords = 8
const maxIndexedLength = 50_000

export async function addToSearch(tx: Tx, ticketId: number, text: string): Promise<void> {
  const body = words(text.slice(0, maxIndexedLength)).join(' ')
  if (body === '') return
  await insertSearch(tx, { ticket_id: ticketId, body })
}

const insertSearch = prepared((db, row: { ticket_id: number; body: string }) =>
  db.insertInto('search').values(row),
)

/** A subquery of ticket ids. Any word may be only the beginning of one: people type and shorten as they like. */
export function ticketsMatching(dialect: 'sqlite' | 'postgres', query: string): Expression<number> {
  const wanted = words(joinPhoneNumbers(query)).slice(0, maxWords)
  if (wanted.length === 0) return sql<number>`(select ticket_id from search where false)`
  const one = dialect === 'sqlite' ? sqliteWord : postgresWord
  const each = wanted.map(
    (word) => sql`select * from (${sql.join(spellings(word).map(one), sql` union `)}) as found`,
  )
  return sql<number>`(${sql.join(each, sql` intersect `)})`
}

/** "+62 812-3456" and "0812 3456" are one number, however it is grouped. */
function joinPhoneNumbers(query: string): string {
  return query.replace(
    /(?<![\p{L}\p{N}])(?:\+ ?62|0)[\d ().-]+(?![\p{L}\p{N}])/gu,
    (number) => ` ${number.replace(/\D/g, '')} `,
  )
}

/** At home a number begins with 0, from abroad with 62; it was stored as it came. */
function spellings(word: string): string[] {
  const national = /^(?:0|62)(\d{3,})$/.exec(word)?.[1]
  return national ? [`0${national}`, `62${national}`] : [word]
}

function sqliteWord(word: string) {
  return sql`select ticket_id from search where search match ${`body : "${word}"*`}`
}

function postgresWord(word: string) {
  return sql`select ticket_id from search where words @@ (to_tsquery('indonesian', ${`${word}:*`}) || to_tsquery('simple', ${`${word}:*`}))`
}

/** Letters and digits alone, so that both databases cut addresses and numbers in the same places. */
function words(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}
