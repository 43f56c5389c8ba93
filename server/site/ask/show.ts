/** Showing a page of somebody's own matter, and what was wrong with what they sent. */
import type { Response } from 'express'
import type { Language } from '../../../templates/index.ts'
import type { RenderPage, SitePage } from '../render.ts'
import { fieldNames, type Faults } from './question-form.ts'
import { refusalWords, type RefusalName } from './words.ts'

export type Show = (response: Response, page: SitePage) => void

/** No cache keeps it. */
export function createShow(render: RenderPage): Show {
  return (response, page) =>
    void response
      .set({ 'Cache-Control': 'no-store', 'Content-Language': page.language, Vary: 'Accept-Encoding' })
      .send(render(page))
}

export interface Said {
  faults?: Faults
  refusal?: RefusalName
}

export function saidView({ faults = {}, refusal }: Said, language: Language) {
  return {
    faults,
    faultList: fieldNames.flatMap((name) => (faults[name] ? [{ name, words: faults[name] }] : [])),
    hasFaults: Object.keys(faults).length > 0,
    refusal: refusal ? refusalWords[refusal][language] : null,
  }
}
