import { maxSegments, maxSpoken } from './fit.ts'
import { smsSegments } from './format.ts'
import { unresolved } from './slots.ts'
import type { Form } from './view.ts'

/** What is wrong with an answer as it stands in each form; each a sentence that follows its name. */
export function checkWording(texts: Record<Form, string>): string[] {
  const { letter, short, voice } = texts
  const faults = unresolved(letter).map((rest) => `leaves ${rest} open`)
  const segments = smsSegments(short)
  if (segments > maxSegments) faults.push(`takes ${segments} SMS, at most ${maxSegments}`)
  if (voice.length > maxSpoken)
    faults.push(`is ${voice.length} characters long when spoken, at most ${maxSpoken}`)
  const unsayable = /https?:|[/()[\]{}]/.exec(voice)
  if (unsayable) faults.push(`has ${unsayable[0]} in it when spoken`)
  const slip = Object.values(texts).map(slipIn).find(Boolean)
  if (slip !== undefined) faults.push(`has a slip: ${JSON.stringify(slip)}`)
  return faults
}

/** Two spaces, two full stops, a space before a comma: what is left when a value does not fit its sentence. */
const slips = / {2}|\.\s?\.(?!\.)| [,.;]\s|[,;:][.,;]/

function slipIn(text: string): string | undefined {
  const at = text.search(slips)
  return at < 0
    ? undefined
    : /\S*$/.exec(text.slice(0, at))?.[0] + (/^\s*\S*/.exec(text.slice(at))?.[0] ?? '')
}
