import { z } from 'zod'
import { createSuggester, loadLibrary, loadNetwork, type Language } from '../../templates/index.ts'
import { answerLines, inOneSentence, parseLine } from './lines.ts'

const Id = z.union([z.string(), z.number()])
const Line = z.object({
  id: Id.nullish(),
  text: z.string(),
  lang: z.string().nullish(),
  channel: z.string().nullish(),
})

/** A line of suggestions for each line of standard input; a malformed one gets none, and an `error`. */
export async function suggestLines(): Promise<void> {
  const suggest = createSuggester(loadLibrary(), loadNetwork())
  await answerLines((line) => {
    let id: string | number | null = null
    try {
      const given = parseLine(line)
      id = z.object({ id: Id }).safeParse(given).data?.id ?? null
      const { text, lang } = Line.parse(given)
      const known: { language?: Language } = lang === 'id' || lang === 'en' ? { language: lang } : {}
      const { language, suggestions } = suggest(text, known)
      const shown = suggestions.map(({ answer, service, topic, score, title, sure }) => ({
        answer,
        service,
        topic,
        score,
        title,
        sure,
      }))
      return { id, language, suggestions: shown }
    } catch (error) {
      return { id, language: null, suggestions: [], error: inOneSentence(error) }
    }
  })
}
