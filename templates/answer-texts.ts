import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkTemplate } from './check-template.ts'
import { displayPath, type Fault } from './fault.ts'
import type { Partials } from './render.ts'
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
export function readAnswerTexts(dir: string): AllAnswerTexts {
  const faults: Fault[] = []
  const read = (language: Language) => {
    const folder = join(dir, 'answers', language)
    const partials = readMustache(join(folder, 'partials'))
    const bodies = readMustache(folder)
    for (const [path, source] of [...partials.values(), ...bodies.values()])
      faults.push(...checkTemplate(path, source, language, new Set(partials.keys())))
    const required = [...topics, join('partials', layoutName)]
    for (const name of required) {
      const path = join(folder, `${name}.mustache`)
      if (!existsSync(path))
        faults.push({ file: displayPath(path), line: 1, message: 'this text is missing' })
    }
    for (const [name, [path]] of bodies)
      if (!isTopic(name)) faults.push({ file: displayPath(path), line: 1, message: `${name} is not a topic` })
    return toTexts(bodies, partials)
  }
  const [id, en] = languages
  return { texts: { id: read(id), en: read(en) }, faults }
}

type Files = Map<string, [path: string, source: string]>

function readMustache(folder: string): Files {
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const files = names.filter((name) => name.endsWith('.mustache'))
  return new Map(
    files.map((name) => {
      const path = join(folder, name)
      return [basename(name, '.mustache'), [path, readFileSync(path, 'utf8')]]
    }),
  )
}

function toTexts(bodies: Files, partials: Files): AnswerTexts {
  const shared = Object.create(null) as Record<string, string>
  for (const [name, [, source]] of partials) shared[name] = source
  const texts = new Map<Topic, string>()
  for (const [name, [, source]] of bodies) if (isTopic(name)) texts.set(name, source)
  return { bodies: texts, partials: shared }
}
