/** The line of those who wait for an officer; whoever is to be called back stands in it too. */
import { countAhead, listTalkTimes } from '../../../db/calls.ts'
import type { Scene } from './scene.ts'

const minuteMs = 60_000
const lookedBackMs = 14 * 24 * 3600_000
const talksLookedAt = 30
/** Fewer say nothing about the next one. */
const fewestTalks = 3
const minutesUnlessKnown = 3
const mostMinutes = 60

/**
 * Place from 1, and the wait in whole minutes: as long for each place as the median call of two weeks talked. Several
 * officers answer at once, so it errs on the long side.
 */
export async function placeInLine({ tx, call, now }: Scene): Promise<{ place: number; minutes: number }> {
  const place = 1 + (await countAhead(tx, call.queued_at ?? now, call.id))
  const talks = (await listTalkTimes(tx, now - lookedBackMs, talksLookedAt)).sort((a, b) => a - b)
  const each =
    talks.length < fewestTalks ? minutesUnlessKnown : (talks[Math.floor(talks.length / 2)] ?? 0) / minuteMs
  return { place, minutes: Math.min(mostMinutes, Math.max(1, Math.ceil(place * each))) }
}
