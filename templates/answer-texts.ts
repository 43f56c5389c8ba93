import { checkTemplates } from './check-template.ts'
import type { Fault } from './fault.ts'
import type { Partials } from './render.ts'
import { sourcesIn, type Sources } from './sources.ts'
import { isTopic, languages, topics, type Language, type Topic } from './topics.ts'

/** The texts of one language: a body a topic, and the parts they share. */
export interface AnswerTexts {
  bodies: ReadonlyMap<Topic, string>
  partials: Partials
}
export interface AllAnswerTexts {
  texts: Record<Language, AnswerTexts>
  faults: Fault[]
}

/** The partial that frames every body: greeting, notices, closing. */
export const layoutName = 'layout'

/** Reads `answers/LANGUAGE/TOPIC.mustache` and `answers/LANGUAGE/partials/*.mustache`, and checks each. */
export function readAnswerTexts(sources: Sources): AllAnswerTexts {
  const faults: Fault[] = []
  const read = (language: Language) => {
    const folder = `answers/${language}`
    const partials = sourcesIn(sources, `${folder}/partials`, '.mustache')
    const bodies = sourcesIn(sources, folder, '.mustache')
    const asFile = (path: string, source: string) => ({ file: `${folder}/${path}.mustache`, source })
    faults.push(
      ...checkTemplates(
        language,
        bodies.map(([name, source]) => asFile(name, source)),
        new Map(partials.map(([name, source]) => [name, asFile(`partials/${name}`, source)])),
      ),
    )
    for (const [name] of bodies) {
      if (!isTopic(name))
        faults.push({ file: `${folder}/${name}.mustache`, line: 1, message: `${name} is not a topic` })
    }
    for (const name of [...topics, `partials/${layoutName}`]) {
      const file = `${folder}/${name}.mustache`
      if (!sources.has(file)) faults.push({ file, line: 1, message: 'this text is missing' })
    }
    return toTexts(bodies, partials)
  }
  const [id, en] = languages
  return { texts: { id: read(id), en: read(en) }, faults }
}

function toTexts(bodies: [string, string][], partials: [string, string][]): AnswerTexts {
  const shared = Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(partials))
  const texts = new Map<Topic, string>()
  for (const [name, source] of bodies) if (isTopic(name)) texts.set(name, source)
  return { bodies: texts, partials: shared }
}
