/** What a reply says of the suggestions before it: which was sent, how much of it was left, what was passed over. */
import type { Fate, FateRow } from '../../../db/schema/learning.ts'

/** Likeness of what was sent to the answer as it was suggested. */
const leastSent = 0.9
const leastEdited = 0.5

export type Sent = 'sent' | 'edited' | 'rewritten'

export function sentAs(likeness: number): Sent {
  return likeness >= leastSent ? 'sent' : likeness >= leastEdited ? 'edited' : 'rewritten'
}

export interface Change {
  row: FateRow
  fate: Fate
}

/** The fates that change. `rows` are all of the ticket, the newest question's first. */
export function decide(rows: readonly FateRow[], carried: ReadonlySet<string>, sent: Sent): Change[] {
  return rows.flatMap((row): Change[] => {
    const isOpen = row.fate === 'shown' || row.fate === 'inserted'
    const isOfLatest = row.message_id === rows[0]?.message_id
    const wasRefused = row.fate === 'dismissed' || row.fate === 'passed-over'
    // Sent in a second reply, or in spite of having been dismissed: what was done last counts.
    if (carried.has(row.answer)) return isOpen || (wasRefused && isOfLatest) ? [{ row, fate: sent }] : []
    return isOpen ? [{ row, fate: 'passed-over' }] : []
  })
}
