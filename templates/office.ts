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
})

/** What answers say about the office itself. */
export type Office = z.infer<typeof OfficeFile>

export function readOffice(sources: Sources): YamlFile<Office> & { source: string } {
  const source = sources.get('office.yaml') ?? ''
  return { ...parseYaml('office.yaml', source, OfficeFile), source }
}
