import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Service } from '../../catalogue.ts'
import { topics, type Topic } from '../../topics.ts'

/** A citizen's message and what a careful officer would answer with. No service: it is not for this office. */
const Example = z.strictObject({
  text: z.string().trim().min(1),
  services: z.array(z.string()),
  topics: z.array(z.enum(topics)),
})
export type Example = z.infer<typeof Example>

export const examplesDir = join(import.meta.dirname, '..', 'examples')

/** Every line of every `*.jsonl` in a folder. Throws `file:line: reason` for a line that is none, or names an unknown service. */
export function readExamples(dir: string, services: ReadonlyMap<string, Service>): Example[] {
  const files = readdirSync(dir).filter((name) => name.endsWith('.jsonl'))
  return files.sort().flatMap((name) =>
    readFileSync(join(dir, name), 'utf8')
      .split('\n')
      .flatMap((line, at) => (line === '' ? [] : [readLine(line, `${join(dir, name)}:${at + 1}`, services)])),
  )
}

/** A service's names, aliases and situations are examples too: so a new one is found before anybody wrote more. */
export function examplesOfCatalogue(services: Iterable<Service>): Example[] {
  return [...services].flatMap(({ id, names, aliases, situations }) =>
    [names.id, names.en, ...aliases, ...situations].map((text) => ({
      text,
      services: [id],
      topics: [] as Topic[],
    })),
  )
}

function readLine(line: string, place: string, services: ReadonlyMap<string, Service>): Example {
  try {
    const example = Example.parse(JSON.parse(line))
    const unknown = example.services.find((id) => !services.has(id))
    if (unknown) throw new Error(`there is no service ${unknown}`)
    return example
  } catch (cause) {
    throw new Error(`${place}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
