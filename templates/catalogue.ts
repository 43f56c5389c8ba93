import { CORE_SCHEMA, dump } from 'js-yaml'
import { z } from 'zod'
import type { Fault } from './fault.ts'
import { sourcesIn, type Sources } from './sources.ts'
import { themes } from './themes.ts'
import { parseYaml, type YamlFile } from './yaml-file.ts'

const IsoDate = z.iso.date()
const Id = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id has small letters, digits and hyphens')
/** Far beyond any there is: what grows without end takes its time to be read, and holds up everybody. */
const Line = z
  .string()
  .trim()
  .min(1)
  .max(1_000)
  .refine(
    (text) => !/[^\P{Cc}\t\r\n]/u.test(text) && text.isWellFormed(),
    'a fact holds no control characters',
  )
  .refine((text) => !/\{\{|\}\}|\[\[|\]\]/.test(text), 'a fact holds no template tags')

const about = {
  /** False where the question does not arise, e.g. the validity of a phone line. */
  applies: z.boolean().default(true),
  /** Footnotes: positions in the service's `sources`, from 1; `all` where they are not told apart. */
  sources: z.union([z.literal('all'), z.array(z.int().positive()).max(50)]),
  /** Year of the newest source; null when only general knowledge stands behind it. */
  asOf: z
    .string()
    .regex(/^\d{4}$/, 'a year in quotes, e.g. "2024"')
    .nullable(),
  /** True once the office has confirmed the fact. */
  verified: z.boolean(),
  /** For staff only, never stated to citizens. */
  note: z.string().max(2_000).optional(),
}
const TextFact = z.strictObject({ value: Line.nullable(), ...about })
const ListFact = z.strictObject({ value: z.array(Line).max(50), ...about })

const ServiceFile = z
  .strictObject({
    id: Id,
    names: z.strictObject({ id: Line, en: Line }),
    aliases: z.array(Line).max(100),
    /** How people describe the need without naming the service; for finding only. */
    situations: z.array(Line).max(100),
    agency: Line,
    /** Where the public list has it. */
    theme: z.enum(themes).default('lain'),
    owner: Line,
    status: z.enum(['active', 'superseded', 'expired']),
    supersededBy: Id.nullable(),
    validFrom: IsoDate.nullable(),
    validUntil: IsoDate.nullable(),
    reviewBy: IsoDate.nullable(),
    asOf: about.asOf,
    onlineChannel: Line.nullable(),
    related: z.array(Id).max(50),
    sources: z.array(z.string().max(1_000)).max(50),
    notes: z.string().max(5_000),
    facts: z.strictObject({
      requirements: ListFact,
      steps: ListFact,
      fee: TextFact,
      time: TextFact,
      validity: TextFact,
      legalBasis: ListFact,
      place: TextFact,
    }),
  })
  .superRefine((service, context) => {
    for (const [name, { sources }] of Object.entries(service.facts)) {
      if (sources === 'all' || sources.every((footnote) => footnote <= service.sources.length)) continue
      context.addIssue({
        code: 'custom',
        path: ['facts', name, 'sources'],
        message: `names a footnote beyond the ${service.sources.length} sources`,
      })
    }
  })

/** One service of the catalogue, as its file states it. */
export type Service = z.infer<typeof ServiceFile>
export type FactName = keyof Service['facts']
export type Fact = Service['facts'][FactName]
export type TextFact = z.infer<typeof TextFact>
export type ListFact = z.infer<typeof ListFact>
export type ServiceStatus = Service['status']

export interface CatalogueEntry {
  service: Service
  file: string
  source: string
}
export interface Catalogue {
  entries: ReadonlyMap<string, CatalogueEntry>
  faults: Fault[]
}

/**
 * Reads every `catalogue/*.yaml`; what is broken is left out and reported. What is `known` with the same text is not
 * read again: a draft changes one file of a hundred.
 */
export function readCatalogue(sources: Sources, known?: Catalogue['entries']): Catalogue {
  const entries = new Map<string, CatalogueEntry>()
  const faults: Fault[] = []
  for (const [name, source] of sourcesIn(sources, 'catalogue', '.yaml')) {
    const file = `catalogue/${name}.yaml`
    const before = known?.get(name)
    if (before?.file === file && before.source === source) {
      entries.set(name, before)
      continue
    }
    const { value: service, faults: found } = readService(file, source)
    faults.push(...found)
    if (!service) continue
    if (service.id !== name)
      faults.push({ file, line: 1, message: `the id is ${service.id}, the file is called ${name}.yaml` })
    entries.set(service.id, { service, file, source })
  }
  // A folder that is just being replaced is no office without services.
  if (entries.size === 0) faults.push({ file: 'catalogue', line: 1, message: 'there is no service' })
  return { entries, faults }
}

/** One file's text as a service, or what is wrong with it. */
export function readService(file: string, source: string): YamlFile<Service> {
  return parseYaml(file, source, ServiceFile)
}

/** The text of a service's file: keys in the schema's order, a line a value. Throws when `content` is no service. */
export function writeService(content: unknown): string {
  const { facts, ...about } = ServiceFile.parse(content)
  const shown = Object.entries(facts).map(([name, { value, applies, ...rest }]) => [
    name,
    applies ? { value, ...rest } : { value, applies, ...rest },
  ])
  const whole = { ...about, facts: Object.fromEntries(shown) as object }
  return dump(whole, { schema: CORE_SCHEMA, lineWidth: -1, quoteStyle: 'double' })
}

/** What stands behind a fact: web addresses, or words where there is none. */
export function sourcesOf(service: Service, fact: FactName): string[] {
  const { sources } = service.facts[fact]
  return sources === 'all'
    ? service.sources
    : sources.flatMap((footnote) => service.sources[footnote - 1] ?? [])
}

/** Does the fact say something that can be told? */
export function isKnown(fact: Fact): boolean {
  return fact.applies && fact.value !== null && fact.value.length > 0
}
