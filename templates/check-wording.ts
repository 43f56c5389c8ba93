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
  const slip = Object.values(texts).flatMap((text) => slips.exec(text) ?? [])
  if (slip[0] !== undefined) faults.push(`has a slip: ${JSON.stringify(slip[0].trim())}`)
  return faults
}

/** Two spaces, two full stops, a space before a comma: what is left when a value does not fit its sentence. */
const slips = /\S* {2}\S*|\S*\.\s?\.(?!\.)|\S* [,.;]\s|\S*[,;:][.,;]/
