/** Questions by which learning shows, found anew each time: what the network knows changes with its training. */
import { ownQuestions, readQuestions } from '../../bench/questions.ts'
import { tellingWords, type Library, type Suggest } from '../../templates/index.ts'

/** The same in other words. */
export const again = (text: string) => `min mau tanya dong, ${text}`

/** One lesson moves a score by more. */
const near = 0.08
/** And what scores less than this is gone with it. */
const high = 0.2

/** Two services stand close; `second` overtakes `first` when it is called wrong. */
export function closeQuestion(suggest: Suggest): { text: string; first: string; second: string } {
  for (const text of texts()) {
    const [first, second] = suggest(text).suggestions
    const [firstAgain, secondAgain] = suggest(again(text)).suggestions
    if (!first || !second || !firstAgain || !secondAgain || first.service === second.service) continue
    if (Math.min(first.score, firstAgain.score) < high) continue
    if (first.answer !== firstAgain.answer || second.answer !== secondAgain.answer) continue
    if (Math.max(first.score - second.score, firstAgain.score - secondAgain.score) > near) continue
    return { text, first: first.answer, second: second.answer }
  }
  throw new Error('no two services stand close for any question')
}

/** Ours, and yet nothing is suggested, however it is put. */
export function silentQuestion(suggest: Suggest, library: Library): { text: string; answer: string } {
  for (const { text, services, topics } of readQuestions(ownQuestions)) {
    const answer = `${services[0]}/${topics[0]}`
    if (!library.hasAnswer(answer) || tellingWords(text) < 4) continue
    if ([text, again(text)].every((one) => suggest(one).suggestions.length === 0)) return { text, answer }
  }
  throw new Error('the suggester is silent on none of our questions')
}

function texts(): string[] {
  const ours = readQuestions(ownQuestions).filter(({ services }) => services.length > 0)
  return ours.map(({ text }) => text).filter((text) => text.length < 400 && tellingWords(text) >= 4)
}
