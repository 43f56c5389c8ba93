import { z } from 'zod'
import type { Sources } from './sources.ts'
import { parseYaml, type YamlFile } from './yaml-file.ts'

const Line = z.string().trim().min(1).max(200)
const OfficeFile = z.strictObject({
  name: Line,
  shortName: Line,
  helpdesk: Line,
  phone: Line,
  mailbox: z.email(),
  site: Line,
  /** Street and town, as on a letter; empty: it stands on none. */
  address: z.string().trim().max(200).default(''),
  hours: z.strictObject({ id: Line, en: Line }),
  /** Services that callers choose by keys 1 to 8, as ids of the catalogue. */
  phoneTopics: z.array(Line).max(8).default([]),
})

/** What answers say about the office itself. */
export type Office = Omit<z.infer<typeof OfficeFile>, 'phoneTopics'>

export function readOffice(sources: Sources): YamlFile<z.infer<typeof OfficeFile>> & { source: string } {
  const source = sources.get('office.yaml') ?? ''
  return { ...parseYaml('office.yaml', source, OfficeFile), source }
}
