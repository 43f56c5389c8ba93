import type { Network, Reading } from './network.ts'
import type { Word } from './normalise.ts'

/** In words. What is longer tells a story in which the question is one sentence. */
const longFrom = 150
const pieceLength = 20
/** Pieces overlap, so that few sentences are only ever cut in two. */
const pieceStep = 15
/** A piece of a story speaks for the whole only when it leaves little doubt. */
const leastOfPiece = 0.8

/**
 * Reads a text, a long one also piece by piece: its question counts wherever it lies. `strengthOf` says how much a
 * reading is for the office, 0..1.
 */
export function readAnywhere(
  network: Network,
  words: readonly Word[],
  strengthOf: (reading: Reading) => number,
): Reading {
  let best = network.read(words)
  if (words.length < longFrom) return best
  let strongest = Math.max(strengthOf(best), leastOfPiece)
  for (const piece of piecesOf(words)) {
    const reading = network.read(piece)
    const strength = strengthOf(reading)
    if (strength > strongest) [best, strongest] = [reading, strength]
  }
  return best
}

/** The clause that asks, and then all the rest. */
function* piecesOf(words: readonly Word[]): Generator<readonly Word[]> {
  const asked = words.filter(({ isAsked }) => isAsked)
  if (asked.length > 0) yield asked
  for (let from = 0; from < words.length; from += pieceStep) yield words.slice(from, from + pieceLength)
}
