/** The chats that wait for a first answer, and how long that takes at present. */
import type { WaitingLine } from '../../channels/chat/conversations.ts'
import { listFirstReplyTimes, listUnansweredChats } from '../../db/chats.ts'
import type { Db } from '../../db/index.ts'
import { listAtDesk } from '../../db/staff.ts'
import { listTeams } from '../../db/teams.ts'
import { seenForMs } from './routing/at-desk.ts'

const hourMs = 3600_000
/** Whoever wrote nothing for a day has left, though nobody closed the matter. */
const stillWaitingMs = 24 * hourMs
const lookedBackMs = 7 * 24 * hourMs
const repliesLookedAt = 50
/** Fewer say nothing about the next one. */
const fewestReplies = 3
const secondsUnlessKnown = 180
const [fewestSeconds, mostSeconds] = [15, 3600]

/**
 * One place is taken to last as long as the median chat of the last seven days waited for its first answer (of
 * the latest 50; three minutes when there are fewer than three), between 15 seconds and an hour. That wait held the
 * places before it too, and several agents answer at once: the estimate errs on the long side.
 */
export function createWaitingLine(db: Db): () => Promise<WaitingLine> {
  return async function waitingLine() {
    const now = Date.now()
    const waiting = await listUnansweredChats(db.read, now - stillWaitingMs)
    if (waiting.length === 0) return { places: [], secondsEach: secondsUnlessKnown }
    const there = new Set((await listAtDesk(db.read, now - seenForMs)).map(({ id }) => id))
    const isTeamThere = new Map(
      (await listTeams(db.read)).map(({ id, memberIds }) => [id, memberIds.some((one) => there.has(one))]),
    )
    const places = waiting.map(({ id, team_id: team }) => {
      return { ticketId: id, isStaffed: (team === null ? null : isTeamThere.get(team)) ?? there.size > 0 }
    })
    const repliedAfterMs = await listFirstReplyTimes(db.read, now - lookedBackMs, repliesLookedAt)
    return { places, secondsEach: secondsAPlace(repliedAfterMs) }
  }
}

function secondsAPlace(repliedAfterMs: number[]): number {
  if (repliedAfterMs.length < fewestReplies) return secondsUnlessKnown
  const median = repliedAfterMs.sort((a, b) => a - b)[Math.floor(repliedAfterMs.length / 2)] ?? 0
  return Math.min(Math.max(Math.round(median / 1000), fewestSeconds), mostSeconds)
}
