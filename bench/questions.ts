/** Questions with the answers a careful officer would give, and how well a suggester meets them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Suggest } from '../templates/index.ts'

const Question = z.object({
  text: z.string(),
  /** Any of them is right; none: silence is. */
  services: z.array(z.string()),
  topics: z.array(z.string()),
  style: z.string(),
})
export type Question = z.infer<typeof Question>

/** In percent. `hit3` and `topic3` look at the first three suggestions; `falseSilence` is of the questions that are ours. */
export interface Score {
  hit1: number
  hit3: number
  topic3: number
  silence: number
  falseSilence: number
  surePrecision: number
  sureCoverage: number
}

/** Our own, never trained on; written by somebody who had not read the examples. */
export const ownQuestions = join(import.meta.dirname, 'questions', 'own.jsonl')
/** The development questions, which lie beside the project where it is built. */
export const sharedQuestions = join(import.meta.dirname, '..', '..', 'shared', 'data', 'questions-dev.jsonl')

export function readQuestions(path: string): Question[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.filter((line) => line !== '').map((line) => Question.parse(JSON.parse(line)))
}

const openings = [
  'mau nanya dong ',
  'halo kak selamat sore, ',
  'numpang tanya ya min ',
  'Assalamualaikum pak, ',
  'hi admin, ',
  'sore bang mau tanya nih ',
  'permisi kakak, izin bertanya. ',
  'min bales dong ',
  'Dengan hormat, saya ingin menanyakan. ',
  'gan punten ',
]
const closings = [' makasih ya', ' mohon bantuannya', ' tolong dijawab ya kak', ' thanks before', ' 🙏']

/** The same questions as many people ask them: with a greeting in front, and every other one with thanks behind. */
export function greeted(questions: readonly Question[]): Question[] {
  return questions.map((question, at) => {
    const opening = openings[at % openings.length] ?? ''
    const closing = at % 2 === 0 ? (closings[(at / 2) % closings.length] ?? '') : ''
    return { ...question, text: opening + question.text + closing }
  })
}

export function score(suggest: Suggest, questions: readonly Question[]): Score {
  const asked = questions.map((question) => ({ question, found: suggest(question.text).suggestions }))
  const ours = asked.filter(({ question }) => question.services.length > 0)
  const foreign = asked.filter(({ question }) => question.services.length === 0)
  const sure = asked.filter(({ found }) => found[0]?.sure)
  const isHit = ({ question, found }: (typeof asked)[number], first: number) =>
    found.slice(0, first).some(({ service }) => question.services.includes(service))
  const isTopicHit = ({ question, found }: (typeof asked)[number]) =>
    found
      .slice(0, 3)
      .some(({ service, topic }) => question.services.includes(service) && question.topics.includes(topic))
  return {
    hit1: percent(ours, (one) => isHit(one, 1)),
    hit3: percent(ours, (one) => isHit(one, 3)),
    topic3: percent(ours, isTopicHit),
    silence: percent(foreign, ({ found }) => found.length === 0),
    falseSilence: percent(ours, ({ found }) => found.length === 0),
    surePrecision: percent(sure, (one) => isHit(one, 1)),
    sureCoverage: percent(ours, ({ found }) => found[0]?.sure === true),
  }
}

function percent<T>(list: readonly T[], is: (one: T) => boolean): number {
  return (100 * list.filter(is).length) / Math.max(1, list.length)
}
