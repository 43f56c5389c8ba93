/** The suggester may not get worse unseen: what it reached on our own questions is kept here, less one point. */
import { describe, expect, it } from 'vitest'
import { ownQuestions, readQuestions, score } from '../../bench/questions.ts'
import { createSuggester, loadLibrary, loadNetwork } from '../../templates/index.ts'
import { today } from './_library.ts'

describe('on the 420 questions in bench/questions/own.jsonl, the suggester', () => {
  const questions = readQuestions(ownQuestions)
  const suggest = createSuggester(loadLibrary(undefined, { today }), loadNetwork())
  const reached = score(suggest, questions)

  it.each([
    ['names the right service first', 'hit1', 94.2],
    ['names it among the first three', 'hit3', 96.9],
    ['names service and topic among the first three', 'topic3', 89.2],
    ['is silent on what is not ours', 'silence', 95],
    ['is right where it is sure', 'surePrecision', 98.8],
    ['is sure often enough', 'sureCoverage', 69.4],
  ] as const)('%s', (_what, figure, before) => {
    expect(reached[figure]).toBeGreaterThan(before - 1)
  })

  it('is seldom silent where an answer fits', () => {
    expect(reached.falseSilence).toBeLessThan(1.9 + 1)
  })
})
