/** The suggester may not get worse unseen: what it reached on our own questions is kept here, less one point. */
import { describe, expect, it } from 'vitest'
import { greeted, ownQuestions, readQuestions, score } from '../../bench/questions.ts'
import { createSuggester, loadLibrary, loadNetwork } from '../../templates/index.ts'
import { today } from './_library.ts'

describe('on the 420 questions in bench/questions/own.jsonl, the suggester', () => {
  const questions = readQuestions(ownQuestions)
  const suggest = createSuggester(loadLibrary(undefined, { today }), loadNetwork())
  const reached = score(suggest, questions)

  it.each([
    ['names the right service first', 'hit1', 94.7],
    ['names it among the first three', 'hit3', 97.2],
    ['names service and topic among the first three', 'topic3', 87.8],
    ['is silent on what is not ours', 'silence', 100],
    ['is right where it is sure', 'surePrecision', 99.1],
    ['is sure often enough', 'sureCoverage', 64.7],
  ] as const)('%s', (_what, figure, before) => {
    expect(reached[figure]).toBeGreaterThan(before - 1)
  })

  it('is seldom silent where an answer fits', () => {
    expect(reached.falseSilence).toBeLessThan(2.2 + 1)
  })

  it('is as good when a greeting stands in front and thanks behind', () => {
    const { hit1, falseSilence, sureCoverage } = score(suggest, greeted(questions))
    expect(hit1).toBeGreaterThan(reached.hit1 - 1.5)
    expect(falseSilence).toBeLessThan(reached.falseSilence + 1)
    expect(sureCoverage).toBeGreaterThan(reached.sureCoverage - 3)
  })
})
